import { regretsOf, stepAt } from './curves.ts';
import { mean } from './statistics.ts';
import { markdownTable, nameOf, signed } from './tables.ts';
import type { ObjectiveEntry, Trajectory } from './trajectories.ts';

/** Mean log10 regret of some optimizers on each objective at the end of the budget. */
export function objectiveTable(
  optimizers: readonly string[],
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): string {
  const rows = objectives.map((objective) => [
    objective.name,
    ...optimizers.map((optimizer) => {
      const value = finalRegret(optimizer, objective, runs);
      return value === null ? '' : signed(value);
    }),
  ]);
  return markdownTable(['objective', ...optimizers.map(nameOf)], rows);
}

function finalRegret(
  optimizer: string,
  objective: ObjectiveEntry,
  runs: readonly Trajectory[],
): number | null {
  const step = stepAt(objective, 1);
  const seeds = regretsOf(optimizer, [objective], runs).flat();
  const values = seeds.flatMap((one) => one[step] ?? []);
  return values.length === 0 || values.length < seeds.length ? null : mean(values);
}
