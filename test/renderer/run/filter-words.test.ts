import { describe, expect, it } from 'vitest';
import { filtersOf } from '#renderer/features/run/live/filter/filter-words.ts';
import { WHOLE_RUN } from '#renderer/stores/runs/run-selection.ts';

const range = (from: number, to: number) => ({ kind: 'range', field: 'loss', from, to }) as const;

describe('what filters, in words', () => {
  it('is nothing where nothing does', () => {
    expect(filtersOf({ ...WHOLE_RUN, moment: 3, sort: 'loss', where: ' ' })).toEqual([]);
  });

  it.each([
    [range(0.123456, 2), 'loss 0.1235 to 2'],
    [range(Number.NEGATIVE_INFINITY, 0.5), 'loss up to 0.5000'],
    [range(1e-5, Number.POSITIVE_INFINITY), 'loss from 1.000e-5'],
    [{ kind: 'values', field: 'optimizer', values: ['adam', 'sgd'] } as const, 'optimizer adam, sgd'],
  ])('tells a brush', (brush, words) => {
    expect(filtersOf({ ...WHOLE_RUN, brushes: [brush] }).map((filter) => filter.words)).toEqual([words]);
  });

  it('can be taken away one by one', () => {
    const selection = {
      ...WHOLE_RUN,
      states: ['failed', 'stale'] as const,
      brushes: [range(0, 1)],
      where: 'star',
    };
    expect(filtersOf(selection).map(({ words, without }) => [words, without])).toEqual([
      ['state failed, stale', { states: [] }],
      ['loss 0 to 1', { brushes: [] }],
      ['star', { where: '' }],
    ]);
  });
});
