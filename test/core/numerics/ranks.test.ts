import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kendall, ranksOf, spearman } from '#core/numerics/ranks.ts';
import { fc } from '#test/support/fast-check.ts';

type Case = Readonly<{ name: string; x: number[]; y: number[]; spearman: number; kendall: number }>;
const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/analysis/ranks.json', import.meta.url), 'utf8'),
) as readonly Case[];

describe.each(cases)('rank correlations of $name', ({ x, y, ...expected }) => {
  const [a, b] = [Float64Array.from(x), Float64Array.from(y)];

  test('are those of SciPy', () => {
    expect(spearman(a, b)).toBeCloseTo(expected.spearman, 12);
    expect(kendall(a, b)).toBeCloseTo(expected.kendall, 12);
  });
});

const values = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 40 });

/** Kendall's τ-b by its definition, pair by pair; null where one of both never varies. */
function kendallByPairs(x: readonly number[], y: readonly number[]): number | null {
  const pairs = x.flatMap((a, i) => x.slice(0, i).map((b, j) => [a - b, (y[i] ?? 0) - (y[j] ?? 0)] as const));
  const agreement = pairs.reduce((sum, [dx, dy]) => sum + Math.sign(dx * dy), 0);
  const apart = pairs.filter(([dx]) => dx !== 0).length * pairs.filter(([, dy]) => dy !== 0).length;
  return apart === 0 ? null : agreement / Math.sqrt(apart);
}

describe('rank correlations', () => {
  test('equal values share the mean of their ranks', () => {
    expect([...ranksOf(Float64Array.from([5, 1, 5, 9]))]).toEqual([2.5, 1, 2.5, 4]);
  });

  test('have no value where one of both never varies', () => {
    const [constant, rising] = [Float64Array.from([2, 2, 2]), Float64Array.from([1, 2, 3])];
    expect(spearman(constant, rising)).toBeNull();
    expect(kendall(constant, rising)).toBeNull();
  });

  test('Kendall’s counts the pairs that agree less those that do not', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const length = Math.min(one.length, other.length);
        const [x, y] = [one.slice(0, length), other.slice(0, length)];
        const found = kendall(Float64Array.from(x), Float64Array.from(y));
        expect(found ?? 2).toBeCloseTo(kendallByPairs(x, y) ?? 2, 10);
      }),
    );
  });
});
