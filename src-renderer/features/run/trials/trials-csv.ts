import type { Trial } from '#core/contract/run/trial.ts';
import { csvText } from '../live/csv.ts';
import type { Column } from './columns/columns.ts';

/** Rows and columns as they are on screen, in full precision. */
export function trialsCsv(trials: readonly Trial[], columns: readonly Column[]): string {
  const head = columns.map(({ id }) => id);
  return csvText([head, ...trials.map((trial) => columns.map((column) => column.fullOf(trial)))]);
}
