import type { PlannedRung } from '#core/contract/optimizers/optimizers.ts';
import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Rng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { drawInPart, FEW_DRAWS, fillSpace } from '#core/surrogates/acquisition/space-filling.ts';
import { spreadOver } from '#core/surrogates/gp/subset.ts';
import {
  createModelSpace,
  decodePoint,
  encodeConfig,
  type ModelSpace,
  type Point,
} from '#core/surrogates/model-space.ts';
import { triedConfigurations } from '../bayesian/bayesian-evidence.ts';
import { INITIAL_DESIGN_SIZE } from '../bayesian/bayesian-proposal.ts';
import { decisionsAhead, MAX_FORESEEN, partyOf } from '../bayesian/foreseen.ts';
import { ETA } from '../brackets/algorithms.ts';
import { fewRungs } from '../brackets/few-rungs.ts';
import { shareOf } from '../brackets/fidelity-share.ts';
import { fidelityOfRung, type RungTable, rungTable } from '../brackets/rung-table.ts';
import type { Ask, AskDecision, AskInput, OptimizerArguments, OptimizerDefinition } from '../optimizer.ts';
import { ascend, begin, type Choice, climb, SHARE_OF_TOP } from './choose.ts';
import { type FidelityEvidence, gatherEvidence, OVERHEAD } from './evidence.ts';
import { type FidelityModel, fitFidelityModel, foresee } from './model.ts';

/** What the plan spends, in full evaluations: so much that both rungs show whole trials. */
const ROUND = 10;

/**
 * About how many trials the two highest rungs get of a budget of ten full evaluations, for people to see before the
 * start: the highest its fixed share, the one below the rest. Lower rungs are for what probably fails.
 */
function mobsterRungs(table: RungTable, bracket: number): readonly PlannedRung[] {
  const { top } = table;
  const lowest = Math.max(top - 1, 0);
  return table.fidelities.slice(lowest).map((fidelity, above) => {
    const rung = lowest + above;
    const spent = ROUND * (top === 0 ? 1 : rung === top ? SHARE_OF_TOP : 1 - SHARE_OF_TOP);
    return { bracket, rung, fidelity, trials: Math.max(1, Math.round(spent / shareOf(table, rung))) };
  });
}

/** All trials are of one bracket. */
const BRACKET = 0;
/** Points from which the initial design keeps its distance. */
const MAX_KNOWN = 500;

type Setting = {
  readonly space: SearchSpace;
  readonly modelSpace: ModelSpace;
  readonly table: RungTable;
};

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
  return { point, rung: Math.max(table.top - 1, 0), from: null };
}

/** The run as it stands, or as it will once other workers have decided. */
type Outlook = { readonly evidence: FidelityEvidence; readonly model: FidelityModel };

/** The run once a choice is under way. */
function after({ evidence, model }: Outlook, { point, rung, from }: Choice, table: RungTable): Outlook {
  const cost = shareOf(table, rung) - shareOf(table, from?.rung ?? -1) + OVERHEAD;
  return {
    evidence: {
      ...evidence,
      pending: [...evidence.pending, { point, rung }],
      paused: evidence.paused.filter(({ trial }) => trial.trial !== from?.trial.trial),
      spent: evidence.spent.map((spent, at) => (at === rung ? spent + cost : spent)),
    },
    model: foresee(model, [{ point, rung }]),
  };
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
  let outlook: Outlook = { evidence, model: fitFidelityModel(modelSpace, table, evidence) };
  for (let ahead = decisionsAhead(input); ; ahead--) {
    const situation = { ...outlook, table, isTaken };
    // Where nothing new is left, what was begun goes on.
    const choice = ascend(situation) ?? begin(situation) ?? climb(situation);
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
    const choice = isBeginning || ahead > MAX_FORESEEN ? null : chooseInTurn(setting, input, evidence);
    return decisionOf(setting, choice ?? fillGap(setting, evidence, input));
  };
}

/**
 * MOBSTER (A. Klein, L. C. Tiao, T. Lienart, C. Archambeau, M. Seeger, "Model-based asynchronous hyperparameter and neural
 * architecture search", arXiv 2003.10865, 2020): asynchronous successive halving whose new configurations come from a
 * Gaussian process that has seen the losses of all fidelities. Here that process decides also what goes on, in four points
 * apart from the paper:
 *
 * - The model. The paper gives one kernel a further axis for the fidelity; here rungs form a chain, and how far each
 *   tells what the next one says is learnt from a belief that it tells little (`mobster/rung-hyperparameters.ts`). At the
 *   highest rung a second process has a say that knows nothing of the others (`mobster/fit-committee.ts`).
 * - Where a trial begins. In the paper all begin in the lowest rung, or where a bracket was drawn to begin. Here they begin
 *   in the rung below the highest, which says most of the highest for a fraction of its cost.
 * - What goes on. In the paper ranks decide. Here the search is at first Bayesian optimization of the rung below the
 *   highest. Once that has shown where it improves, the highest gets a fixed share of all that is spent: first for what is
 *   expected to be the best, then for what improves it most per cost (`mobster/choose.ts`).
 * - The initial design fills the space instead of being drawn at random.
 *
 * All rungs are of one bracket: what several ones insure against, low fidelities that mislead, the model learns.
 */
export const mobster: OptimizerDefinition = {
  info: {
    name: 'mobster',
    title: 'MOBSTER',
    summary:
      'A Gaussian process over all fidelities: it searches the rung below the highest and promotes what it expects most of.',
    needs_fidelity: true,
    needs_prior: false,
    arguments: [ETA, INITIAL_DESIGN_SIZE],
  },
  uses: () => ({ fidelity: true, priors: false }),
  findings: (space, values) => fewRungs('mobster', space, values),
  rungs: (space, values) => mobsterRungs(tableOf(space, values), BRACKET),
  create: createMobster,
};
