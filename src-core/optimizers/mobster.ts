import type { NumericalParameter, SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Rng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { createModelSpace, decodePoint, encodeConfig, type Point } from '#core/surrogates/model-space.ts';
import { fillSpace } from '#core/surrogates/space-filling.ts';
import { spreadOver } from '#core/surrogates/subset.ts';
import { triedConfigurations } from './bayesian-evidence.ts';
import { ashaWith } from './brackets/algorithms.ts';
import { decisionsAhead } from './brackets/decide.ts';
import { fidelityOfRung, type RungTable, rungTable } from './brackets/rung-table.ts';
import { catalogueEntry } from './catalogue.ts';
import { atRung, type Choice, choose } from './mobster/choose.ts';
import { type FidelityEvidence, gatherEvidence, OVERHEAD } from './mobster/evidence.ts';
import { type FidelityModel, fitFidelityModel, foresee } from './mobster/model.ts';
import type { Ask, AskDecision, AskInput, OptimizerArguments, OptimizerDefinition } from './optimizer.ts';
import { unmetNeed } from './space-fit.ts';

/** Points from which the initial design keeps its distance. */
const MAX_KNOWN = 500;

/**
 * How many configurations begin before the model decides: as many in the lowest rung as `size` evaluations two rungs
 * below the highest would cost, at most η² times as many.
 */
function initialDesignSize({ eta, top }: RungTable, size: number): number {
  return size * eta ** Math.min(Math.max(top - 2, 0), 2);
}

function createMobster(space: SearchSpace, values: OptimizerArguments): Ask {
  const fidelity = fidelityOf(space) as NumericalParameter;
  const table = rungTable(fidelity, Number(values.eta));
  const modelSpace = createModelSpace(space, { withFidelity: true });
  const size = initialDesignSize(table, Number(values.initial_design_size));
  const begin = ashaWith(space, { eta: table.eta }, () => fillTheSpace);
  return (input) => {
    const evidence = gatherEvidence(modelSpace, table, input);
    const isBeginning = evidence.begun + decisionsAhead(input) < size || evidence.observed.length === 0;
    const choice = isBeginning ? null : foreseen(input, evidence);
    return choice === null ? begin(input) : decisionOf(choice);
  };

  function fillTheSpace(input: AskInput): Config {
    const { observed, failed, pending } = gatherEvidence(modelSpace, table, input);
    const lowest = (point: Point) => atRung(modelSpace, table, point, 0);
    const known = spreadOver([...observed.map(({ point }) => point), ...failed, ...pending], MAX_KNOWN);
    const draw = (rng: Rng) => lowest(encodeConfig(modelSpace, sampleUniform(space, rng)));
    return decodePoint(modelSpace, fillSpace(modelSpace, known.map(lowest), draw, input.rng));
  }

  function decisionOf({ point, rung, from }: Choice): AskDecision {
    const at = fidelityOfRung(table, rung);
    return from === null
      ? { kind: 'sample', config: decodePoint(modelSpace, point, at), bracket: rung, rung, fidelity: at }
      : { kind: 'promote', from: from.trial, bracket: from.bracket ?? 0, rung, fidelity: at };
  }

  function foreseen(input: AskInput, begun: FidelityEvidence): Choice | null {
    const tried = triedConfigurations(modelSpace, input.trials);
    let evidence = begun;
    let model: FidelityModel = fitFidelityModel(modelSpace, evidence, table.top);
    for (let ahead = decisionsAhead(input); ; ahead--) {
      const choice = choose({
        model,
        table,
        evidence,
        isTaken: (point) => tried(decodePoint(modelSpace, point)),
      });
      if (choice === null || ahead === 0) {
        return choice;
      }
      model = foresee(model, choice.point);
      evidence = after(evidence, choice, table);
    }
  }
}

function after(
  evidence: FidelityEvidence,
  { point, rung, from }: Choice,
  table: RungTable,
): FidelityEvidence {
  const share = (at: number) => (table.fidelities[at] ?? 0) / (table.fidelities[table.top] ?? 1);
  const cost = share(rung) - (from?.rung === null || from === null ? 0 : share(from.rung)) + OVERHEAD;
  return {
    ...evidence,
    pending: [...evidence.pending, point],
    paused: evidence.paused.filter((trial) => trial !== from),
    spent: evidence.spent.map((spent, at) => (at === rung ? spent + cost : spent)),
  };
}

const info = catalogueEntry('mobster');

export const mobster: OptimizerDefinition = {
  info,
  refuse: (space) => unmetNeed(info, space),
  uses: () => ({ fidelity: true, priors: false }),
  create: createMobster,
};
