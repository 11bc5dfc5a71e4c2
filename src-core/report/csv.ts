import { plainCsvCell } from '#core/analysis/words/csv-cell.ts';

/** A table as CSV the way pandas writes it: minimal quoting, lines end with a newline. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => `${cells.map(plainCsvCell).join(',')}\n`).join('');
}
