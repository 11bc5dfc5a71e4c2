import { describe, expect, it } from 'vitest';
import { factorJittered } from '#core/numerics/jittered-cholesky.ts';

function factorOf(entries: readonly number[]): Float64Array {
  return factorJittered(Math.sqrt(entries.length), (matrix) => matrix.set(entries));
}

/** The diagonal of the factor times its transpose, of two rows. */
function diagonalOf([a = 0, , b = 0, c = 0]: Float64Array): readonly number[] {
  return [a * a, b * b + c * c];
}

describe('the factor of a covariance', () => {
  it('is the Cholesky factor where there is one', () => {
    expect([...factorOf([4, 0, 2, 10])]).toEqual([2, 0, 1, 3]);
  });

  it('is that of a slightly larger variance where rounding has left none', () => {
    const [first = 0, second = 0] = diagonalOf(factorOf([1, 0, 1, 1]));
    expect(first).toBeGreaterThanOrEqual(1);
    expect(second).toBeGreaterThan(1 - 1e-12);
    expect(Math.max(first, second)).toBeLessThan(1 + 1e-6);
  });

  it('grows the variance by shares of itself, whatever its unit', () => {
    const [, second = 0] = diagonalOf(factorOf([1e-12, 0, 1e-12 * (1 + 1e-6), 1e-12]));
    expect(second).toBeGreaterThan(1e-12);
    expect(second).toBeLessThan(1e-12 * (1 + 1e-4));
  });

  it.each([
    ['a NaN beside the diagonal', [1, 0, Number.NaN, 1]],
    ['a NaN on the diagonal', [Number.NaN, 0, 0, 1]],
    ['an infinity', [1, 0, Number.POSITIVE_INFINITY, 1]],
    ['a covariance beyond the variances', [1, 0, 5, 1]],
    ['nothing but zeros', [0, 0, 0, 0]],
  ])('is refused, not sought without end, with %s', (_, entries) => {
    expect(() => factorOf(entries)).toThrow(RangeError);
  });
});
