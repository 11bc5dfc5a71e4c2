import { describe, expect, it } from 'vitest';
import { priorTrust } from '#core/surrogates/acquisition/prior-trust.ts';

function trustAfter(densities: readonly number[], losses: readonly number[]): number {
  return priorTrust(densities.map((density, index) => ({ density, loss: losses[index] ?? Number.NaN })));
}

describe('trust in a prior', () => {
  it.each([
    ['nothing is known', [], []],
    ['one result is known', [3], [1]],
    ['losses are all equal', [1, 2, 3, 4], [5, 5, 5, 5]],
    ['the prior is even', [0, 0, 0, 0], [1, 2, 3, 4]],
    ['losses are lower where it is dense', [1, 2, 3, 4], [4, 3, 2, 1]],
  ])('is full where %s', (_, densities, losses) => {
    expect(trustAfter(densities, losses)).toBe(1);
  });

  // Twice SciPy's norm.cdf(−r √(n − 1)), where r is its spearmanr.
  it.each([
    [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], 0.0455002639],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 0.0026997961],
    [[1, 2, 3, 4], [1, 3, 2, 4], 0.1658566603],
    [[1, 2, 3, 4, 5], [2, 1, 4, 3, 3], 0.2590766607],
  ])('falls where losses are higher where it is dense: %j with %j', (densities, losses, trust) => {
    expect(trustAfter(densities, losses)).toBeCloseTo(trust, 9);
  });

  it('depends on ranks alone, equal ones counted as equal', () => {
    const densities = [-5, 1, 0, 2, 2];
    expect(trustAfter(densities, [1, 3, 2, 9, 7])).toBe(trustAfter([-900, 1, 0, 3, 3], [1e-9, 3, 2, 1e9, 7]));
    expect(trustAfter(densities, [1, 3, 2, 9, 7])).toBe(trustAfter(densities, [1, 3, 2, 7, 9]));
  });

  it('takes failures as the highest losses', () => {
    const densities = [1, 2, 3, 4, 5];
    expect(trustAfter(densities, [1, 2, 3, Infinity, Infinity])).toBe(trustAfter(densities, [1, 2, 3, 4, 4]));
  });
});
