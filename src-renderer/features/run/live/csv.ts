import { csvCell } from '#core/analysis/words/csv-cell.ts';

/** Rows as CSV, the first one being the names of the columns. Numbers stand in full precision, as text. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
