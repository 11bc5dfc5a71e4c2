import { describe, expect, it } from 'vitest';
import { trialFields } from '#core/analysis/query/fields.ts';
import { filters, NO_SELECTION, selectionTest, type TrialSelection } from '#core/analysis/query/selection.ts';
import { success, trial } from '../trials.ts';

const TRIALS = [
  success(1, 0.1, 10, { config: { width: 8, optimizer: 'adam' } }),
  success(2, 0.2, 20, { config: { width: 16, optimizer: 'sgd' } }),
  trial(3, { state: 'failed', config: { width: 32, optimizer: 'adam' } }),
];
const FIELDS = trialFields({ space: null, trials: TRIALS, notes: new Map() });

function shown(change: Partial<TrialSelection>): readonly string[] {
  const test = selectionTest({ ...NO_SELECTION, ...change }, FIELDS);
  return TRIALS.filter((each) => test === null || test(each)).map((each) => each.trial);
}

describe('a selection', () => {
  it('lets everything through where nothing is selected', () => {
    expect(selectionTest(NO_SELECTION, FIELDS)).toBeNull();
    expect(filters(NO_SELECTION)).toBe(false);
  });

  it('takes both ends of a range in, and no trial without a value', () => {
    expect(shown({ brushes: [{ kind: 'range', field: 'loss', from: 0.1, to: 0.2 }] })).toEqual(['1', '2']);
    expect(
      shown({ brushes: [{ kind: 'range', field: 'loss', from: Number.NEGATIVE_INFINITY, to: 0.15 }] }),
    ).toEqual(['1']);
  });

  it('wants every part of it', () => {
    const brushes = [
      { kind: 'values', field: 'optimizer', values: ['adam'] } as const,
      { kind: 'range', field: 'width', from: 8, to: 16 } as const,
    ];
    expect(shown({ brushes })).toEqual(['1']);
    expect(shown({ brushes, states: ['failed'] })).toEqual([]);
    expect(shown({ states: ['failed'], where: 'width > 8' })).toEqual(['3']);
  });

  it('leaves out a query with a problem and a field that the run has not', () => {
    expect(shown({ where: 'width <' })).toEqual(['1', '2', '3']);
    expect(shown({ brushes: [{ kind: 'range', field: 'depth', from: 0, to: 1 }] })).toEqual(['1', '2', '3']);
  });
});
