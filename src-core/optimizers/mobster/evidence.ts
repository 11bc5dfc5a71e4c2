import { type Trial, winningLoss } from '#core/contract/trial.ts';
import { toldLoss, trialsUnderWay } from '#core/optimizers/bayesian-evidence.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { encodeConfig, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';

/** An evaluation that ended with a loss. The point has the fidelity as its last axis. */
export type Observation = { readonly point: Point; readonly loss: number; readonly trial: Trial };

/**
 * What an evaluation costs beside its fidelity, in full evaluations: cheap ones are not for free, in time and in thought,
 * and a search of nothing but cheap ones would never end.
 */
export const OVERHEAD = 0.1;

/** What the trials say, at all fidelities. */
export type FidelityEvidence = {
  /** In the order in which the journal took the results. */
  readonly observed: readonly Observation[];
  readonly failed: readonly Point[];
  readonly pending: readonly Point[];
  /** Trials below the highest rung that succeeded and that nothing continues. */
  readonly paused: readonly Trial[];
  /** How many configurations were begun. */
  readonly begun: number;
  /** What each rung has taken of fidelity, in full evaluations; going on from a lower rung takes the difference. */
  readonly spent: readonly number[];
};

/** The part of the fidelity that is left once a trial's predecessor has had its own, in full evaluations. */
function fidelityTaken({ trials }: AskInput, { fidelities, top }: RungTable, trial: Trial): number {
  const below = trial.previous === null ? null : (trials.get(trial.previous)?.rung ?? null);
  const share = (rung: number) => (fidelities[rung] ?? 0) / (fidelities[top] ?? 1);
  return share(trial.rung ?? top) - (below === null ? 0 : share(below));
}

function spentByRung(input: AskInput, table: RungTable): readonly number[] {
  const spent = table.fidelities.map(() => 0);
  for (const { rung, trials } of input.trials.rungs) {
    const taken = trials.reduce((sum, trial) => sum + fidelityTaken(input, table, trial) + OVERHEAD, 0);
    spent[rung] = (spent[rung] ?? 0) + taken;
  }
  return spent;
}

function pausedTrials({ trials }: AskInput, { top }: RungTable): readonly Trial[] {
  return trials.rungs
    .filter(({ rung }) => rung < top)
    .flatMap(({ ranked, promoted }) => ranked.filter(({ trial }) => !promoted.has(trial)));
}

export function gatherEvidence(space: ModelSpace, table: RungTable, input: AskInput): FidelityEvidence {
  const observed: Observation[] = [];
  const failed: Point[] = [];
  for (const trial of input.trials.completed) {
    const point = encodeConfig(space, trial.config);
    const loss = winningLoss(trial) ?? toldLoss(trial, input.onError);
    if (loss === null) {
      failed.push(point);
    } else {
      observed.push({ point, loss, trial });
    }
  }
  const underWay = trialsUnderWay(input.trials);
  return {
    observed,
    failed,
    pending: underWay.map(({ config }) => encodeConfig(space, config)),
    begun: [...input.trials.completed, ...underWay].filter(({ previous }) => previous === null).length,
    paused: pausedTrials(input, table),
    spent: spentByRung(input, table),
  };
}
