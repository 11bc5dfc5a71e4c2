import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Trial } from '#core/contract/trial.ts';
import type { Rng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import {
  createModelSpace,
  decodePoint,
  encodeConfig,
  type ModelSpace,
  type Point,
  pointOf,
} from '#core/surrogates/model-space.ts';
import { drawInPart, FEW_DRAWS, fillSpace } from '#core/surrogates/space-filling.ts';
import { spreadOver } from '#core/surrogates/subset.ts';
import { triedConfigurations } from './bayesian-evidence.ts';
import { promotions } from './brackets/asynchronous.ts';
import { continuable } from './brackets/decide.ts';
import { shareOf } from './brackets/fidelity-share.ts';
import { fidelityOfRung, type RungTable, rungTable } from './brackets/rung-table.ts';
import { catalogueEntry } from './catalogue.ts';
import { decisionsAhead, MAX_FORESEEN, partyOf } from './foreseen.ts';
import { type Choice, climb, isTurnOfTop, mostTelling, propose } from './mobster/choose.ts';
import { type FidelityEvidence, gatherEvidence, OVERHEAD } from './mobster/evidence.ts';
import { type FidelityModel, fitFidelityModel, foresee } from './mobster/model.ts';
import { mobsterRungs } from './mobster/planned-rungs.ts';
import type { Ask, AskDecision, AskInput, OptimizerArguments, OptimizerDefinition } from './optimizer.ts';
import { unmetNeed } from './space-fit.ts';

/** All trials are of one bracket; in which of its rungs a new one begins is the model's choice. */
const BRACKET = 0;
/** Points from which the initial design keeps its distance. */
const MAX_KNOWN = 500;

/** Where the initial design begins: two rungs below the highest, so that what low losses lead to shows early. */
function firstRung({ top }: RungTable): number {
  return Math.max(top - 2, 0);
}

/** The run as it stands, or as it will once other workers have decided. */
type Outlook = {
  readonly evidence: FidelityEvidence;
  /** Trials that ASHA's rule lets go on, the first ones first. */
  readonly ready: readonly Choice[];
  /** Learnt when it is first asked for: where ranks decide, nobody waits for it. */
  readonly model: () => FidelityModel;
};

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

type Setting = {
  readonly space: SearchSpace;
  readonly modelSpace: ModelSpace;
  readonly table: RungTable;
};

/** Trials among the best of η of their rung, as in ASHA. */
function readyByRank({ space, modelSpace, table }: Setting, input: AskInput): readonly Choice[] {
  const canGoOn = continuable(space);
  return promotions(input, [{ lowestRung: 0, share: 1 }], { table, canGoOn }).flatMap(({ from, rung }) => {
    const trial = input.trials.get(from);
    const point = trial === null ? null : pointOf(modelSpace, trial.config);
    return trial === null || point === null ? [] : [{ point, rung, from: { trial, point, rung: rung - 1 } }];
  });
}

/** A configuration far from all that were tried. */
function fillGap({ space, modelSpace, table }: Setting, evidence: FidelityEvidence, input: AskInput): Choice {
  const { observed, failed, pending } = evidence;
  const known = [...observed, ...pending].map(({ point }) => point);
  const anywhere = (source: Rng) => encodeConfig(modelSpace, sampleUniform(space, source));
  const draw = drawInPart(modelSpace, anywhere, partyOf(input, evidence.begun));
  const point = fillSpace(
    modelSpace,
    spreadOver([...known, ...failed], MAX_KNOWN),
    { draw, among: FEW_DRAWS },
    input.rng,
  );
  return { point, rung: firstRung(table), from: null };
}

/** The run once a choice is under way. */
function after({ evidence, ready, model }: Outlook, choice: Choice, table: RungTable): Outlook {
  const { point, rung, from } = choice;
  const cost = shareOf(table, rung) - shareOf(table, from?.rung ?? -1) + OVERHEAD;
  const isOther = (trial: Trial | undefined) => trial?.trial !== from?.trial.trial;
  return {
    evidence: {
      ...evidence,
      pending: [...evidence.pending, { point, rung }],
      paused: evidence.paused.filter(({ trial }) => isOther(trial)),
      spent: evidence.spent.map((spent, at) => (at === rung ? spent + cost : spent)),
    },
    ready: ready.filter((one) => isOther(one.from?.trial)),
    model: once(() => foresee(model(), [{ point, rung }])),
  };
}

/** What the model and the ranks of the trials have to say; null where neither has anything new. */
function chooseNext(
  { table }: Setting,
  { evidence, ready, model }: Outlook,
  isTaken: (point: Point) => boolean,
): Choice | null {
  const situation = () => ({ model: model(), table, evidence, isTaken });
  const next = (isTurnOfTop(evidence, table) ? climb(situation()) : null) ?? ready[0];
  if (next !== undefined) {
    return next;
  }
  const point = propose(situation());
  return point === null ? null : { point, rung: mostTelling(situation(), point), from: null };
}

/** The choice of this worker, after what the workers ahead of it will choose. */
function chooseInTurn(setting: Setting, input: AskInput, evidence: FidelityEvidence): Choice | null {
  const { modelSpace, table } = setting;
  const tried = triedConfigurations(modelSpace, input.trials);
  const foreseen = new Set<string>();
  const isTaken = (point: Point) => {
    const config = decodePoint(modelSpace, point);
    return tried(config) || foreseen.has(JSON.stringify(config));
  };
  const model = once(() => fitFidelityModel(modelSpace, table, evidence));
  let outlook: Outlook = { evidence, ready: readyByRank(setting, input), model };
  for (let ahead = decisionsAhead(input); ; ahead--) {
    const choice = chooseNext(setting, outlook, isTaken);
    if (choice === null || ahead === 0) {
      return choice;
    }
    foreseen.add(JSON.stringify(decodePoint(modelSpace, choice.point)));
    outlook = after(outlook, choice, table);
  }
}

function decisionOf({ modelSpace, table }: Setting, { point, rung, from }: Choice): AskDecision {
  const fidelity = fidelityOfRung(table, rung);
  if (from !== null) {
    return {
      kind: 'promote',
      from: from.trial.trial,
      bracket: from.trial.bracket ?? BRACKET,
      rung,
      fidelity,
    };
  }
  const config = decodePoint(modelSpace, point, fidelity);
  return { kind: 'sample', config, bracket: BRACKET, rung, fidelity };
}

function tableOf(space: SearchSpace, { eta }: OptimizerArguments): RungTable {
  return rungTable(fidelityOf(space) as NumericalParameter, Number(eta));
}

function createMobster(space: SearchSpace, values: OptimizerArguments): Ask {
  const table = tableOf(space, values);
  const setting = { space, modelSpace: createModelSpace(space), table };
  const size = Number(values.initial_design_size);
  return (input) => {
    const evidence = gatherEvidence(setting.modelSpace, table, input);
    const ahead = decisionsAhead(input);
    // All who ask at the same moment agree on this, so that nobody foresees the others wrongly.
    const isBeginning = evidence.begun < size || evidence.observed.length === 0;
    const choice = isBeginning
      ? readyByRank(setting, input)[ahead]
      : ahead > MAX_FORESEEN
        ? null
        : chooseInTurn(setting, input, evidence);
    return decisionOf(setting, choice ?? fillGap(setting, evidence, input));
  };
}

const info = catalogueEntry('mobster');

/**
 * MOBSTER (A. Klein, L. C. Tiao, T. Lienart, C. Archambeau, M. Seeger, "Model-based asynchronous hyperparameter and neural
 * architecture search", arXiv 2003.10865, 2020): asynchronous successive halving whose new configurations come from a
 * Gaussian process that has seen the losses of all fidelities. It goes beyond the paper in four points:
 *
 * - The model. The paper gives one kernel a further axis for the fidelity; here each rung carries on what the rung below
 *   says as far as that has proved right, and adds a process of its own (`mobster/levels.ts`).
 * - The highest rung. In the paper ranks alone decide what goes on. Here they do until two trials have reached the highest
 *   rung. From then on it gets a fixed share of all that is spent, and what climbs to it by that share is what improves
 *   most per cost by the model, whatever its rank, also a new configuration (`mobster/choose.ts`): ranks at low
 *   fidelities mislead where learning curves cross.
 * - Where a trial begins. In the paper all begin in the lowest rung, or where a bracket was drawn to begin. Here a new
 *   one begins where it tells the model most of the highest rung for its cost: above rungs that say nothing.
 * - The initial design fills the space instead of being drawn at random, and begins two rungs below the highest.
 *
 * All rungs are of one bracket: what several ones insure against, low fidelities that mislead, the model learns.
 */
export const mobster: OptimizerDefinition = {
  info,
  refuse: (space) => unmetNeed(info, space),
  uses: () => ({ fidelity: true, priors: false }),
  rungs: (space, values) => mobsterRungs(tableOf(space, values), BRACKET),
  create: createMobster,
};
