import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ecdfOf } from '#core/analysis/ecdf.ts';
import { dominates, paretoFront } from '#core/analysis/pareto.ts';
import { priorShape } from '#core/analysis/prior-curve.ts';
import type { SearchableParameter } from '#core/space/roles.ts';
import { categorical, float } from './samples.ts';

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
