import { regretsOf, stepAt } from './curves.ts';
import { bootstrap, type Estimate, mean } from './statistics.ts';
import type { ObjectiveEntry, Trajectory } from './trajectories.ts';

/** Two optimizers at a checkpoint: a share of the budget up to 1, a number of evaluations above. */
export type Comparison = { readonly ours: string; readonly other: string; readonly at: number };

/** log10 regret of an optimizer's searches at a checkpoint; null where there are none or one did not get that far. */
function seedsAt(
  optimizer: string,
  objective: ObjectiveEntry,
  { at, runs }: { readonly at: number; readonly runs: readonly Trajectory[] },
): readonly number[] | null {
  const searches = regretsOf(optimizer, [objective], runs).flat();
  const values = searches.flatMap((regrets) => regrets[stepAt(objective, at)] ?? []);
  return values.length === 0 || values.length < searches.length ? null : values;
}

/** The mean log10 regret of one optimizer on one objective; null where it is not known. */
export function regretAt(
  optimizer: string,
  objective: ObjectiveEntry,
  known: { readonly at: number; readonly runs: readonly Trajectory[] },
): number | null {
  const seeds = seedsAt(optimizer, objective, known);
  return seeds === null ? null : mean(seeds);
}

/** log10 regret of ours less the other's over the objectives that both know, with its interval; null without any. */
export function differenceOf(
  { ours, other, at }: Comparison,
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): Estimate | null {
  const pairs = objectives.flatMap((objective) => {
    const [mine, theirs] = [ours, other].map((name) => seedsAt(name, objective, { at, runs }));
    return mine && theirs ? [[mine, theirs]] : [];
  });
  const half = pairs.length;
  const seeds = [
    ...pairs.flatMap(([mine]) => (mine ? [mine] : [])),
    ...pairs.flatMap(([, theirs]) => (theirs ? [theirs] : [])),
  ];
  return half === 0
    ? null
    : bootstrap(seeds, (drawn) => mean(drawn.slice(0, half).map(mean)) - mean(drawn.slice(half).map(mean)));
}
