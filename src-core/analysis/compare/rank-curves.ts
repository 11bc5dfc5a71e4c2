import { evenlyPicked } from '../charts/evenly-picked.ts';
import { commonEnd, lossAt, placesOfChange, type RunCurve } from './step-function.ts';

export type RankCurve = readonly (readonly [x: number, rank: number])[];

const MOST_POINTS = 240;

/**
 * The rank of each group over an axis, 1 being best: the mean rank over all ways to take one run of each group, equal
 * losses sharing theirs. A run without a loss yet is behind all that have one. That is 1 plus, for each other group, the
 * probability that its run is better (H. B. Mann, D. R. Whitney, 1947: U by the number of pairs). From the first loss of
 * any run to the common end of all.
 */
export function rankCurves(groups: readonly (readonly RunCurve[])[]): readonly RankCurve[] {
  const all = groups.flat();
  const end = commonEnd(all);
  const from = Math.min(...all.map(({ points }) => points[0]?.[0] ?? Number.POSITIVE_INFINITY));
  if (all.length === 0 || from > end) {
    return groups.map(() => []);
  }
  const places = evenlyPicked(placesOfChange(all, from, end), MOST_POINTS);
  const ranks = places.map((x) =>
    ranksOf(groups.map((runs) => runs.map((run) => lossAt(run, x) ?? Number.POSITIVE_INFINITY))),
  );
  return groups.map((_, group) => places.map((x, index) => [x, ranks[index]?.[group] ?? Number.NaN]));
}

/** Expected ranks of groups with these losses. */
export function ranksOf(groups: readonly (readonly number[])[]): readonly number[] {
  return groups.map((losses, index) =>
    groups.reduce(
      (rank, others, other) => (other === index ? rank : rank + shareOfBetter(others, losses)),
      1,
    ),
  );
}

/** The share of pairs in which the other's loss is lower; equal ones count half. */
function shareOfBetter(others: readonly number[], losses: readonly number[]): number {
  let better = 0;
  for (const other of others) {
    for (const loss of losses) {
      better += other < loss ? 1 : other === loss ? 0.5 : 0;
    }
  }
  return better / (others.length * losses.length);
}
