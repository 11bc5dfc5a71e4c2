import type { HomeRun } from '#core/contract/home.ts';
import type { Trial } from '#core/contract/trial.ts';
import { trajectoryOf } from './trajectory.ts';

/** How many improvements a row of the Runs screen has room for. */
const MOST = 40;

/** The trajectory in a row: `[completed evaluations, loss]` of each incumbent; of very many evenly picked ones. */
export function sparkline(trials: readonly Trial[]): HomeRun['trajectory'] {
  const { improvements } = trajectoryOf(trials, { axis: 'evaluation', fidelity: null });
  const last = improvements.length - 1;
  const kept = new Set(
    Array.from({ length: MOST }, (_, index) => Math.round((index * Math.max(last, 0)) / (MOST - 1))),
  );
  return improvements.filter((_, index) => kept.has(index)).map(({ x, loss }) => [x, loss]);
}
