import { regretAt } from './difference.ts';
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
      const value = regretAt(optimizer, objective, { at: 1, runs });
      return value === null ? '' : signed(value);
    }),
  ]);
  return markdownTable(['objective', ...optimizers.map(nameOf)], rows);
}
