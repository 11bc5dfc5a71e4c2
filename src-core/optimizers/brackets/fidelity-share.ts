import type { Trial } from '#core/contract/run/trial.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import type { RungTable } from './rung-table.ts';

/** Products of η may miss a fidelity by rounding. */
const ROUNDING = 1e-9;

/** The share of a full evaluation that a rung takes from the beginning; 0 below the lowest. */
export function shareOf({ fidelities, top }: RungTable, rung: number): number {
  return rung < 0 ? 0 : (fidelities[rung] ?? 1) / (fidelities[top] ?? 1);
}

/** The rung of a trial; of one that no bracket began, the highest that its fidelity reaches. */
export function rungOf({ rung, fidelity }: Trial, { fidelities, top }: RungTable): number {
  if (rung !== null) {
    return Math.min(rung, top);
  }
  const reached = fidelities.findLastIndex((at) => fidelity === null || at <= fidelity * (1 + ROUNDING));
  return Math.max(reached, 0);
}

/**
 * What one trial took of fidelity, in full evaluations: all up to its rung where it began there, the difference where it
 * went on from a lower rung.
 */
export function shareTaken(trial: Trial, trials: Pick<TrialsView, 'get'>, table: RungTable): number {
  const below = trial.previous === null ? null : trials.get(trial.previous);
  const done = below === null ? 0 : shareOf(table, rungOf(below, table));
  return shareOf(table, rungOf(trial, table)) - done;
}
