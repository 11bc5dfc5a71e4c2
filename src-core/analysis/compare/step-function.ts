import type { LossCurve } from '#core/contract/analysis/compare.ts';
import { firstWhere } from '#core/numerics/first-where.ts';

/** A run's curve over one axis. One that is over keeps its last loss; one that goes on counts as far as it has come. */
export type RunCurve = LossCurve & { readonly isOver: boolean };

/** The best loss of a curve at `x`; null before its first. */
export function lossAt({ points }: Pick<LossCurve, 'points'>, x: number): number | null {
  const after = firstWhere(points.length, (place) => (points[place]?.[0] ?? Number.POSITIVE_INFINITY) > x);
  return points[after - 1]?.[1] ?? null;
}

/** Where a curve first is at `target` or below; null where it never is. */
export function reachesAt({ points }: Pick<LossCurve, 'points'>, target: number): number | null {
  return points.find(([, loss]) => loss <= target)?.[0] ?? null;
}

/**
 * How far several runs can be told together: to where the first of those that go on has come, where all are over to
 * the end of the longest.
 */
export function commonEnd(runs: readonly RunCurve[]): number {
  const goingOn = runs.filter(({ isOver }) => !isOver);
  return goingOn.length > 0
    ? Math.min(...goingOn.map(({ end }) => end))
    : Math.max(0, ...runs.map(({ end }) => end));
}

/** Every place between two ends at which one of the curves falls, and both ends; ascending, each once. */
export function placesOfChange(runs: readonly RunCurve[], from: number, to: number): readonly number[] {
  const places = new Set([from, to]);
  for (const { points } of runs) {
    for (const [x] of points) {
      if (x > from && x < to) {
        places.add(x);
      }
    }
  }
  return [...places].sort((a, b) => a - b);
}
