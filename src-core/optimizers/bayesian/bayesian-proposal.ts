import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { type AcquisitionTerm, sumOfTerms } from '#core/surrogates/acquisition/acquisition.ts';
import { maximiseAcquisition } from '#core/surrogates/acquisition/maximise.ts';
import {
  type Candidates,
  drawInPart,
  FEW_DRAWS,
  fillSpace,
} from '#core/surrogates/acquisition/space-filling.ts';
import { spreadOver } from '#core/surrogates/gp/subset.ts';
import { type Evidence, fitLossModel, type LossModel } from '#core/surrogates/loss-model.ts';
import {
  createModelSpace,
  decodePoint,
  encodeConfig,
  type ModelSpace,
} from '#core/surrogates/model-space.ts';
import { choiceArgument, integerArgument, NUMBER_OF_PARAMETERS } from '../definition/arguments.ts';
import type { Ask, AskInput, OptimizerArguments } from '../optimizer.ts';
import { priorConfiguration, SAMPLE_PRIOR_FIRST } from '../prior-configuration.ts';
import { evidenceOf, fullEvaluations, type ModelInput, triedConfigurations } from './bayesian-evidence.ts';
import { decisionsAhead, MAX_FORESEEN, partyOf } from './foreseen.ts';
import { sharedRng } from './shared-rng.ts';

export const INITIAL_DESIGN_SIZE = integerArgument('initial_design_size', {
  default: NUMBER_OF_PARAMETERS,
  minimum: 1,
  description: 'How many trials are spread over the space before the model decides.',
});
const SURROGATE_MODEL = choiceArgument('surrogate_model', {
  default: 'gp',
  choices: ['gp'],
  description: 'The model of the loss: gp is a Gaussian process.',
});
export const BAYESIAN_ARGUMENTS = [INITIAL_DESIGN_SIZE, SURROGATE_MODEL, SAMPLE_PRIOR_FIRST];

/** How one kind of Bayesian optimization differs from another. */
export type BayesianVariant = {
  /** What trial `number` of the initial design is drawn from, and how many draws it is the one farthest out of. */
  readonly design: (number: number) => {
    readonly draw: (space: SearchSpace, rng: Rng) => Config;
    readonly among: number;
  };
  /** What is added to the logarithm of the expected improvement; null for nothing. */
  readonly term: (space: ModelSpace, input: ModelInput) => AcquisitionTerm | null;
};

export const EVEN: Pick<BayesianVariant, 'design'> = {
  design: () => ({ draw: sampleUniform, among: FEW_DRAWS }),
};

/** Points whose surroundings are searched for the acquisition's maximum. */
const PROMISING = 5;
/** Points from which the initial design keeps its distance. */
const MAX_KNOWN = 500;
/** Climbs for a decision that is foreseen: another worker will look closer. */
const FORESEEN_CLIMBS = 2;

type Taken = (config: Config) => boolean;

/**
 * The next point; where several workers think at once, each takes the choices of those before it as made. Null where the
 * model finds nothing new, or nothing that would matter: having closed in on an optimum, it knows no other.
 */
function choose(space: ModelSpace, { evidence, begun, term, turns, isTaken }: Choice): Config | null {
  let model: LossModel = fitLossModel(space, evidence);
  const chosen = new Set<string>();
  for (let turn = 0; ; turn++) {
    const point = maximiseAcquisition(
      space,
      term === null ? model.acquisition : sumOfTerms([model.acquisition, term]),
      {
        rng: sharedRng(begun + turn),
        around: model.bestPoints(PROMISING),
        ...(turn < turns ? { climbs: FORESEEN_CLIMBS } : {}),
        isTaken: (candidate) => {
          const config = decodePoint(space, candidate);
          return isTaken(config) || chosen.has(JSON.stringify(config));
        },
      },
    );
    if (point === null || turn === turns) {
      return point === null || !model.promises(point) ? null : decodePoint(space, point);
    }
    chosen.add(JSON.stringify(decodePoint(space, point)));
    model = model.extend(point);
  }
}

type Choice = {
  readonly evidence: Evidence;
  /** How many trials the evidence is of. */
  readonly begun: number;
  readonly term: AcquisitionTerm | null;
  readonly turns: number;
  readonly isTaken: Taken;
};

function designPoint(space: ModelSpace, evidence: Evidence, candidates: Candidates, rng: Rng): Config {
  const known = [...evidence.evaluated.map(({ point }) => point), ...evidence.failed, ...evidence.pending];
  return decodePoint(space, fillSpace(space, spreadOver(known, MAX_KNOWN), candidates, rng));
}

/** An untried configuration, drawn; null where a good number of draws were all tried before. */
function drawUntried(space: SearchSpace, isTaken: Taken, rng: Rng): Config | null {
  for (let attempt = 0; attempt < 200; attempt++) {
    const config = sampleUniform(space, rng);
    if (!isTaken(config)) {
      return config;
    }
  }
  return null;
}

function decide(
  space: SearchSpace,
  values: OptimizerArguments,
  variant: BayesianVariant,
  input: AskInput,
): Config {
  const { trials, rng } = input;
  if (values.sample_prior_first === true && trials.size === 0 && decisionsAhead(input) === 0) {
    return priorConfiguration(space, rng);
  }
  const modelSpace = createModelSpace(space);
  const known = { ...input, trials: fullEvaluations(modelSpace, trials) };
  const evidence = evidenceOf(modelSpace, known);
  const begun = evidence.evaluated.length + evidence.failed.length + evidence.pending.length;
  const isBeginning = begun < Number(values.initial_design_size) || evidence.evaluated.length === 0;
  const tried = triedConfigurations(modelSpace, known.trials);
  if (isBeginning || decisionsAhead(input) > MAX_FORESEEN) {
    const { draw, among } = variant.design(input.number);
    const anywhere = (source: Rng) => encodeConfig(modelSpace, draw(space, source));
    const candidates = { draw: drawInPart(modelSpace, anywhere, partyOf(input, begun)), among };
    const point = designPoint(modelSpace, evidence, candidates, rng);
    return !isBeginning && tried(point) ? (drawUntried(space, tried, rng) ?? point) : point;
  }
  const term = variant.term(modelSpace, known);
  const choice = { evidence, begun, term, turns: decisionsAhead(input) };
  return (
    choose(modelSpace, { ...choice, isTaken: tried }) ??
    drawUntried(space, tried, rng) ??
    choose(modelSpace, { ...choice, turns: 0, isTaken: () => false }) ??
    sampleUniform(space, rng)
  );
}

/** Bayesian optimization over the whole fidelity: initial design, then where the variant's acquisition is highest. */
export function createBayesianOptimization(
  space: SearchSpace,
  values: OptimizerArguments,
  variant: BayesianVariant,
): Ask {
  const fidelity = fidelityOf(space)?.upper ?? null;
  return (input) => ({
    kind: 'sample',
    config: decide(space, values, variant, input),
    bracket: null,
    rung: null,
    fidelity,
  });
}
