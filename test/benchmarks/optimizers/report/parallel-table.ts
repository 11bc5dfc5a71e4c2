import { regretsOf, stepAt } from './curves.ts';
import { bootstrap, mean } from './statistics.ts';
import { markdownTable, nameOf } from './tables.ts';
import type { ObjectiveEntry, Trajectory } from './trajectories.ts';

/**
 * What working side by side costs: the ratio of the regret at the end of the budget with several workers to that with
 * one, as the geometric mean over objectives and seeds, with its interval.
 */
export function parallelTable(objectives: readonly ObjectiveEntry[], runs: readonly Trajectory[]): string {
  const parallel = runs.filter(({ workers }) => workers > 1);
  const optimizers = [...new Set(parallel.map(({ optimizer }) => optimizer))];
  const groups = [...new Set(objectives.map(({ group }) => group))];
  const rows = groups.flatMap((group) =>
    optimizers.flatMap((optimizer) => rowOf(optimizer, group, { objectives, runs })),
  );
  return markdownTable(
    ['optimizer', 'objectives', 'workers', 'regret, 1 worker', 'regret, all workers', 'ratio'],
    rows,
  );
}

type Known = { readonly objectives: readonly ObjectiveEntry[]; readonly runs: readonly Trajectory[] };

function rowOf(
  optimizer: string,
  group: string,
  { objectives, runs }: Known,
): readonly (readonly string[])[] {
  const ofOne = runs.filter((run) => run.optimizer === optimizer && run.workers === 1);
  const ofMany = runs.filter((run) => run.optimizer === optimizer && run.workers > 1);
  const common = objectives.filter(
    (objective) =>
      objective.group === group &&
      [ofOne, ofMany].every((some) => some.some((run) => run.objective === objective.name)),
  );
  if (common.length === 0) {
    return [];
  }
  const one = finals(optimizer, common, ofOne);
  const many = finals(optimizer, common, ofMany);
  const ratio = bootstrap(
    [...one, ...many],
    (drawn) => 10 ** (mean(drawn.slice(one.length).map(mean)) - mean(drawn.slice(0, one.length).map(mean))),
  );
  const interval = `${ratio.value.toFixed(2)} [${ratio.low.toFixed(2)}, ${ratio.high.toFixed(2)}]`;
  const workers = String(ofMany[0]?.workers ?? '');
  return [[nameOf(optimizer), group, workers, geometric(one), geometric(many), interval]];
}

/** log10 regret at the end of the budget, by objective and seed. */
function finals(
  optimizer: string,
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): readonly (readonly number[])[] {
  return objectives.map((objective) =>
    regretsOf(optimizer, [objective], runs)
      .flat()
      .map((one) => one[stepAt(objective, 1)] ?? one.at(-1) ?? 0),
  );
}

function geometric(values: readonly (readonly number[])[]): string {
  return (10 ** mean(values.map(mean))).toPrecision(2);
}
