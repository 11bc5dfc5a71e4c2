import { describe, expect, it } from 'vitest';
import { normalCdf } from '#core/space/normal-distribution.ts';
import { CONFIDENCE, choiceProbabilities, numericalPrior, truncatedNormal } from '#core/space/prior.ts';
import { fc } from '#test/support/fast-check.ts';
import { numericalParameter } from './arbitrary-space.ts';
import { categorical, float, integer } from './parameters.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const deviation = fc.constantFrom(0.25, 0.5, 0.75);

/** The area below a density up to `end`, by Simpson's rule. */
function area(density: (unit: number) => number, end = 1): number {
  const steps = 200;
  const weight = (index: number) => (index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2);
  const terms = Array.from(
    { length: steps + 1 },
    (_, index) => weight(index) * density((index * end) / steps),
  );
  return (terms.reduce((sum, term) => sum + term, 0) * end) / steps / 3;
}

describe('the prior of a number', () => {
  it('is a normal distribution around the named value with deviation 1 − confidence', () => {
    const { density } = numericalPrior(float(0, 10, { prior: 4, prior_confidence: 'high' }));
    const bell = (x: number) => Math.exp(-0.5 * ((x - 0.4) / 0.25) ** 2);
    expect(density(0.8) / density(0.4)).toBeCloseTo(bell(0.8), 12);
    expect(density(0.1) / density(0.4)).toBeCloseTo(bell(0.1), 12);
  });

  it('lies on the logarithmic axis where the parameter does', () => {
    const { density } = numericalPrior(
      float(1e-5, 1e-1, { log: true, prior: 1e-3, prior_confidence: 'low' }),
    );
    expect(density(0.5)).toBeGreaterThan(density(0.51));
    expect(density(0.5 - 0.2)).toBeCloseTo(density(0.5 + 0.2), 12);
  });

  it('is uniform where no value is named', () => {
    const { density, quantile } = numericalPrior(integer(1, 9));
    expect(density(0.3)).toBe(1);
    expect(quantile(0.3)).toBe(0.3);
  });

  it.each(['low', 'medium', 'high'] as const)('follows the confidence %s', (prior_confidence) => {
    const { quantile } = numericalPrior(float(0, 1, { prior: 0.5, prior_confidence }));
    const spread = 1 - CONFIDENCE[prior_confidence];
    // The share of the cut normal that lies below its middle minus a quarter.
    const share = (normalCdf(-0.25 / spread) - normalCdf(-0.5 / spread)) / (1 - 2 * normalCdf(-0.5 / spread));
    expect(quantile(share)).toBeCloseTo(0.25, 12);
  });

  it('has all of its probability on the axis', () => {
    fc.assert(
      fc.property(unit, deviation, (mean, spread) => {
        expect(area(truncatedNormal(mean, spread).density)).toBeCloseTo(1, 6);
      }),
    );
  });

  it('has the quantiles of its density', () => {
    fc.assert(
      fc.property(unit, deviation, unit, (mean, spread, u) => {
        const { quantile, density } = truncatedNormal(mean, spread);
        expect(area(density, quantile(u))).toBeCloseTo(u, 6);
      }),
    );
  });

  it('never leaves the axis', () => {
    fc.assert(
      fc.property(numericalParameter, unit, (parameter, u) => {
        const place = numericalPrior(parameter).quantile(u);
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the prior of a choice', () => {
  it('gives the named choice its confidence and parts the rest evenly', () => {
    const parameter = categorical(['a', 'b', 'c', 'd', 'e'], { prior: 'b', prior_confidence: 'medium' });
    expect(choiceProbabilities(parameter)).toEqual([0.125, 0.5, 0.125, 0.125, 0.125]);
  });

  it('never makes the named choice rarer than without a prior', () => {
    const parameter = categorical(['a', 'b'], { prior: 'b', prior_confidence: 'low' });
    expect(choiceProbabilities(parameter)).toEqual([0.5, 0.5]);
  });

  it('is even where no choice is named', () => {
    expect(choiceProbabilities(categorical([1, 2, 3, 4]))).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('leaves a single choice all of the probability', () => {
    expect(choiceProbabilities(categorical(['a'], { prior: 'a', prior_confidence: 'high' }))).toEqual([1]);
  });

  it('tells the named choice `false` from having none', () => {
    const parameter = categorical([true, false], { prior: false, prior_confidence: 'high' });
    expect(choiceProbabilities(parameter)).toEqual([0.25, 0.75]);
  });
});
