import { type Trial, winningLoss } from '#core/contract/trial.ts';
import { toldLoss, trialsUnderWay } from '#core/optimizers/bayesian-evidence.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { encodeConfig, type ModelSpace, type Point } from '#core/surrogates/model-space.ts';
import type { Place } from './levels.ts';

/** An evaluation that ended with a loss. */
export type Observation = Place & { readonly loss: number };

/** A trial that may go on. */
export type Paused = Place & { readonly trial: Trial };

/** What the trials say, at all fidelities. */
export type FidelityEvidence = {
  /** In the order in which the journal took the results. */
  readonly observed: readonly Observation[];
  readonly failed: readonly Point[];
  readonly pending: readonly Place[];
  /** Trials below the highest rung that succeeded and that nothing continues: of each rung the best. */
  readonly paused: readonly Paused[];
  /** How many configurations were begun. */
  readonly begun: number;
  /** What each rung has taken of fidelity, in full evaluations; going on from a lower rung takes the difference. */
  readonly spent: readonly number[];
};

/**
 * What an evaluation costs beside its fidelity, in full evaluations: cheap ones are not for free, in time and in thought.
 */
export const OVERHEAD = 0.05;
/** Trials of one rung that are looked at for going on; of so many the best are among them. */
const CONSIDERED = 50;
/** Products of η may miss a fidelity by rounding. */
const ROUNDING = 1e-9;

/** The share of a full evaluation that a rung takes from the beginning; 0 below the lowest. */
export function shareOf({ fidelities, top }: RungTable, rung: number): number {
  return rung < 0 ? 0 : (fidelities[rung] ?? 1) / (fidelities[top] ?? 1);
}

/** The rung of a trial; of one that no bracket began, the highest that its fidelity reaches. */
function rungOf({ rung, fidelity }: Trial, { fidelities, top }: RungTable): number {
  if (rung !== null) {
    return Math.min(rung, top);
  }
  const reached = fidelities.findLastIndex((at) => fidelity === null || at <= fidelity * (1 + ROUNDING));
  return Math.max(reached, 0);
}

function spentByRung({ trials }: AskInput, all: readonly Trial[], table: RungTable): readonly number[] {
  const spent = table.fidelities.map(() => 0);
  for (const trial of all) {
    const rung = rungOf(trial, table);
    const below = trial.previous === null ? null : trials.get(trial.previous);
    const done = below === null ? 0 : shareOf(table, rungOf(below, table));
    spent[rung] = (spent[rung] ?? 0) + shareOf(table, rung) - done + OVERHEAD;
  }
  return spent;
}

function pausedTrials(space: ModelSpace, { trials }: AskInput, { top }: RungTable): readonly Paused[] {
  return trials.rungs.flatMap(({ rung, ranked, promoted }) =>
    rung >= top
      ? []
      : ranked
          .filter(({ trial }) => !promoted.has(trial))
          .slice(0, CONSIDERED)
          .map((trial) => ({ trial, rung, point: encodeConfig(space, trial.config) })),
  );
}

/** Takes in all trials. @param space without the fidelity: rungs stand for it */
export function gatherEvidence(space: ModelSpace, table: RungTable, input: AskInput): FidelityEvidence {
  const observed: Observation[] = [];
  const failed: Point[] = [];
  for (const trial of input.trials.completed) {
    const point = encodeConfig(space, trial.config);
    const loss = winningLoss(trial) ?? toldLoss(trial, input.onError);
    if (loss === null) {
      failed.push(point);
    } else {
      observed.push({ point, loss, rung: rungOf(trial, table) });
    }
  }
  const underWay = trialsUnderWay(input.trials);
  const all = [...input.trials.completed, ...underWay];
  return {
    observed,
    failed,
    pending: underWay.map((trial) => ({
      point: encodeConfig(space, trial.config),
      rung: rungOf(trial, table),
    })),
    paused: pausedTrials(space, input, table),
    begun: all.filter(({ previous }) => previous === null).length,
    spent: spentByRung(input, all, table),
  };
}
