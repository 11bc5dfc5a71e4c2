import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import type { TrialTest } from './compile-query.ts';
import type { FieldValue, TrialFields } from './fields.ts';
import { readQuery } from './read-query.ts';

/**
 * A part of an axis that was marked in a chart or in a column's head. `field` is a name as queries have it
 * (`learning_rate`, `loss`). Both ends of a range are in it.
 */
export type Brush =
  | { readonly kind: 'range'; readonly field: string; readonly from: number; readonly to: number }
  | { readonly kind: 'values'; readonly field: string; readonly values: readonly string[] };

/** What trials of a run are looked at: every part must let a trial through. */
export type TrialSelection = {
  /** None: all. */
  readonly states: readonly TrialState[];
  /** One a field at most. */
  readonly brushes: readonly Brush[];
  /** A query; one with a problem lets everything through. */
  readonly where: string;
};

export const NO_SELECTION: TrialSelection = { states: [], brushes: [], where: '' };

/** Whether anything is filtered at all. */
export function filters({ states, brushes, where }: TrialSelection): boolean {
  return states.length > 0 || brushes.length > 0 || where.trim() !== '';
}

function brushTest(brush: Brush, fields: TrialFields): TrialTest | null {
  const field = fields.find(brush.field);
  if (field === null) {
    return null;
  }
  const { valueIn } = field;
  if (brush.kind === 'range') {
    const { from, to } = brush;
    return (trial) => {
      const value = valueIn(trial);
      return typeof value === 'number' && value >= from && value <= to;
    };
  }
  const wanted: ReadonlySet<FieldValue> = new Set(brush.values);
  return (trial) => {
    const value = valueIn(trial);
    return value !== null && wanted.has(String(value));
  };
}

/** A selection as a test of trials; null where it lets everything through. */
export function selectionTest(selection: TrialSelection, fields: TrialFields): TrialTest | null {
  const states: ReadonlySet<TrialState> = new Set(selection.states);
  const query = readQuery(selection.where, fields);
  const tests: TrialTest[] = [
    ...(states.size > 0 ? [({ state }: Trial) => states.has(state)] : []),
    ...selection.brushes.flatMap((brush) => brushTest(brush, fields) ?? []),
    ...(query.kind === 'query' && query.test !== null ? [query.test] : []),
  ];
  return tests.length === 0 ? null : (trial) => tests.every((test) => test(trial));
}
