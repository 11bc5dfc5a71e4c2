import { type CompareResult, outcomeOf } from '#core/analysis/compare/compare-runs.ts';
import { csvCell } from '#core/analysis/words/csv-cell.ts';
import type { CompareState } from './compare-state.ts';

function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`).join('');
}

/** Each level of each group's line: where it begins, mean and band. */
export function curvesCsv({ groups }: CompareResult, { axis, band }: CompareState): string {
  const rows = groups.flatMap(({ name, curve, curves }) =>
    curve.points.map(({ x, mean, lower, upper }) => [name, curves.length, x, mean, lower, upper]),
  );
  return csvText([['group', 'runs', axis, 'mean_best_loss', `lower_${band}`, `upper_${band}`], ...rows]);
}

export function ranksCsv({ groups }: CompareResult, { axis }: CompareState): string {
  const rows = groups.flatMap(({ name, ranks }) => ranks.map(([x, rank]) => [name, x, rank]));
  return csvText([['group', axis, 'mean_rank'], ...rows]);
}

/** One row a run, with what the tables show of it. */
export function runsCsv({ groups }: CompareResult, { highestOnly }: CompareState): string {
  const rows = groups.flatMap(({ name, runs }) =>
    runs.map((run) => {
      const { best, at, evaluations, seconds, cost, failed } = outcomeOf(run, highestOnly);
      const { root, state, optimizer, seed } = run;
      return [
        name,
        run.name,
        root,
        state,
        optimizer?.name ?? null,
        seed,
        best,
        at,
        evaluations,
        failed,
        seconds,
        cost,
      ];
    }),
  );
  const head = ['group', 'run', 'root', 'state', 'optimizer', 'seed', 'best_loss', 'at_evaluation'];
  return csvText([[...head, 'evaluations', 'failed', 'seconds', 'cost'], ...rows]);
}
