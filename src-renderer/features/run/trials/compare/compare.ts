import type { Trial } from '#core/contract/run/trial.ts';
import type { Column } from '../columns/columns.ts';

/** One line of the comparison: what each trial has there, and whether they differ. */
export type ComparedLine = {
  readonly id: string;
  readonly label: string;
  readonly values: readonly { readonly trial: string; readonly text: string; readonly full: string }[];
  readonly differs: boolean;
};

/** The head has the names; when a trial ended always differs and tells nothing. */
const LEFT_OUT: ReadonlySet<string> = new Set(['trial', 'ended']);

/** Trials side by side, in the order of the columns. */
export function compareTrials(trials: readonly Trial[], columns: readonly Column[]): readonly ComparedLine[] {
  return columns
    .filter(({ id }) => !LEFT_OUT.has(id))
    .map((column) => {
      const values = trials.map((trial) => ({
        trial: trial.trial,
        text: column.textOf(trial),
        full: column.fullOf(trial),
      }));
      return {
        id: column.id,
        label: column.label,
        values,
        differs: new Set(values.map(({ full }) => full)).size > 1,
      };
    });
}
