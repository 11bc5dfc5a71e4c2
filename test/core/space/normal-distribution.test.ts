import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity, normalQuantile } from '#core/space/normal-distribution.ts';
import { fc } from '#test/support/fast-check.ts';

/** Reference values to 16 digits, computed with mpmath at 40 digits. */
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.26234008979841],
  [1e-5, -4.264890793922825],
  [0.02, -2.053748910631823],
  [0.1, -1.2815515655446004],
  [0.3, -0.5244005127080409],
  [0.95, 1.6448536269514722],
] as const;

function expectNear(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('the normal distribution', () => {
  it.each(QUANTILES)('has the quantile of %d', (p, z) => {
    expectNear(normalQuantile(p), z, 1e-15);
  });

  it('has its quantiles at the ends and none outside', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
  });

  it('has a distribution function that its quantiles undo', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (z) => {
        expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 9);
      }),
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (z) => {
        expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 15);
        expect(normalDensity(z)).toBe(normalDensity(-z));
      }),
    );
  });

  it('has a density that is the slope of the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (z) => {
        const slope = (normalCdf(z + 1e-5) - normalCdf(z - 1e-5)) / 2e-5;
        expect(slope).toBeCloseTo(normalDensity(z), 8);
      }),
    );
  });
});
