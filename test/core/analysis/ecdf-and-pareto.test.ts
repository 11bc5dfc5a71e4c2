import { describe, expect, test } from 'vitest';
import { priorShape } from '#core/analysis/charts/prior-curve.ts';
import { ecdfOf, evenRanks } from '#core/analysis/insight/ecdf.ts';
import { dominates, paretoFront } from '#core/analysis/insight/pareto.ts';
import type { SearchableParameter } from '#core/space/roles.ts';
import { fc } from '#test/support/fast-check.ts';
import { categorical, float } from './samples.ts';

describe('items at evenly spread ranks', () => {
  const named = (values: readonly (number | null)[]) =>
    values.map((value, index) => ({ name: index, value }));

  test('are all of them, by their values, where there is room', () => {
    const ranked = evenRanks(named([3, 1, null, 2, 1]), ({ value }) => value, 10);
    expect(ranked.map(({ item, value, share }) => [item.name, value, share])).toEqual([
      [1, 1, 0.25],
      [4, 1, 0.5],
      [3, 2, 0.75],
      [0, 3, 1],
    ]);
  });

  test('are as many as there is room for, each at its own rank among all', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: -20, max: 20 })), { maxLength: 200 }),
        fc.integer({ min: 2, max: 50 }),
        (values, most) => {
          const items = named(values);
          const inOrder = items
            .filter(({ value }) => value !== null)
            .toSorted((a, b) => Number(a.value) - Number(b.value));
          const ranked = evenRanks(items, ({ value }) => value, most);
          expect(ranked).toHaveLength(Math.min(most, inOrder.length));
          for (const { item, value, share } of ranked) {
            expect(item).toBe(inOrder[Math.round(share * inOrder.length) - 1]);
            expect(item.value).toBe(value);
          }
        },
      ),
    );
  });
});

describe('the distribution of losses', () => {
  test('says which share of the trials has at most a loss', () => {
    expect(ecdfOf([3, 1, 1, 2])).toEqual([
      { loss: 1, share: 0.5 },
      { loss: 2, share: 0.75 },
      { loss: 3, share: 1 },
    ]);
  });

  test('may count trials without a loss: the curve then ends below 1', () => {
    expect(ecdfOf([1, 2], { total: 4 }).at(-1)).toEqual({ loss: 2, share: 0.5 });
  });

  test('is thinned to as many steps as a drawing has room for, from first to last', () => {
    const steps = ecdfOf(
      Array.from({ length: 5_000 }, (_, index) => index),
      { most: 100 },
    );
    expect(steps).toHaveLength(100);
    expect(steps[0]).toEqual({ loss: 0, share: 1 / 5_000 });
    expect(steps.at(-1)).toEqual({ loss: 4_999, share: 1 });
  });
});

describe('the Pareto front', () => {
  const point = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 });

  test('is all that no other point dominates', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), (points) => {
        const expected = [...points.keys()].filter(
          (index) => !points.some((other) => dominates(other, points[index] ?? [])),
        );
        expect([...paretoFront(points)].sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});

describe('the shape of a prior', () => {
  test('is a curve with its highest place at the named value', () => {
    const named = float('x', 0, 1, { prior: 0.25, prior_confidence: 'medium' }) as SearchableParameter;
    const shape = priorShape(named);
    expect(shape?.kind).toBe('curve');
    expect(shape?.heights.indexOf(1)).toBe(15);
  });

  test('is a bar for each choice', () => {
    const named = categorical('kind', ['a', 'b'], {
      prior: 'b',
      prior_confidence: 'high',
    }) as SearchableParameter;
    expect(priorShape(named)).toEqual({ kind: 'bars', heights: [0.25 / 0.75, 1] });
  });

  test('is none where nothing was named', () => {
    expect(priorShape(float('x') as SearchableParameter)).toBeNull();
  });
});
