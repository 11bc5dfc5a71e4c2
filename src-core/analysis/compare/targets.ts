import { quantileOfSorted } from './bootstrap.ts';
import { type RunCurve, reachesAt } from './step-function.ts';

/** How the runs of a group reached a target. */
export type TimeToTarget = {
  /**
   * The median over the runs, one that has not reached it being the last; null where half of them or more have not.
   */
  readonly median: number | null;
  readonly reached: number;
  readonly runs: number;
};

/** The loss that half of the runs have reached: the median of their best losses. Null where none has a loss. */
export function defaultTarget(runs: readonly RunCurve[]): number | null {
  const best = runs.flatMap(({ points }) => points.at(-1)?.[1] ?? []).sort((a, b) => a - b);
  // The upper one of two in the middle: half of the runs have reached it, not just come near.
  return best[Math.floor(best.length / 2)] ?? null;
}

/** Places on the axis of the curves at which each run first had the target loss or a lower one. */
export function timeToTarget(runs: readonly RunCurve[], target: number): TimeToTarget {
  const places = runs.map((run) => reachesAt(run, target) ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const median = quantileOfSorted(places, 0.5);
  return {
    median: Number.isFinite(median) ? median : null,
    reached: places.filter(Number.isFinite).length,
    runs: runs.length,
  };
}
