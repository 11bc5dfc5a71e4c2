import { describe, expect, it } from 'vitest';
import { createRng } from '#core/space/rng.ts';
import { fitHyperparameters } from '#core/surrogates/gp/fit.ts';
import { addPrior, hyperparameterPrior } from '#core/surrogates/gp/hyperparameters.ts';
import { kernelShape } from '#core/surrogates/gp/kernel.ts';
import { negativeLogLikelihood } from '#core/surrogates/gp/likelihood.ts';
import { expectNumbersNear, numericalGradient } from '#test/core/reference-values.ts';
import { axesOf } from '../model-axes.ts';

const RNG = createRng(7, 1);

/** Standardised values of a function at random points of the unit cube. */
function sampled(dimensions: number, count: number, f: (point: Float64Array) => number) {
  const points = Array.from({ length: count }, () =>
    Float64Array.from({ length: dimensions }, () => RNG.next()),
  );
  const values = points.map(f);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
  return { points, targets: Float64Array.from(values, (value) => (value - mean) / deviation) };
}

describe('learning hyperparameters', () => {
  it('finds out which axes matter', () => {
    const observations = sampled(3, 60, ([x = 0, , z = 0]) => Math.sin(6 * x) + 0.1 * z);
    const [first = 0, second = 0] = fitHyperparameters(
      axesOf([null, null, null]),
      observations,
    ).logLengthscales;
    expect(Math.exp(second)).toBeGreaterThan(4 * Math.exp(first));
  });

  it('finds out how noisy evaluations are', () => {
    const smooth = ([x = 0]: Float64Array) => Math.sin(6 * x);
    const exact = fitHyperparameters(axesOf([null]), sampled(1, 60, smooth));
    const noisy = fitHyperparameters(
      axesOf([null]),
      sampled(1, 60, (x) => smooth(x) + 0.5 * RNG.normal()),
    );
    expect(Math.exp(exact.logNoise)).toBeLessThan(1e-4);
    // The variance of the sine is about 0.5, that of the noise 0.25: a third of the whole.
    expect(Math.exp(noisy.logNoise)).toBeGreaterThan(0.15);
    expect(Math.exp(noisy.logNoise)).toBeLessThan(0.6);
  });

  it('is the same for the same observations', () => {
    const observations = sampled(2, 20, ([x = 0, y = 0]) => x * y);
    const axes = axesOf([null, null]);
    expect(fitHyperparameters(axes, observations)).toEqual(fitHyperparameters(axes, observations));
  });

  it('ends at a summit of likelihood and priors, between the bounds', () => {
    const axes = axesOf([null, null, null]);
    const observations = sampled(3, 40, ([x = 0, y = 0]) => Math.cos(5 * x) + y ** 2 + 0.05 * RNG.normal());
    const { logLengthscales, logScale, logNoise } = fitHyperparameters(axes, observations);
    const theta = Float64Array.of(...logLengthscales, logScale, logNoise);
    const prior = hyperparameterPrior(3);
    const likelihood = negativeLogLikelihood(kernelShape(axes), observations);
    const value = (at: Float64Array) => {
      const gradient = new Float64Array(5);
      return likelihood(at, gradient) + addPrior(prior, at, gradient);
    };
    const here = value(theta);
    for (const move of [-0.1, 0.1]) {
      theta.forEach((_, k) => {
        const moved = theta.map((at, i) =>
          Math.min(Math.max(at + (i === k ? move : 0), prior.lower[i] as number), prior.upper[i] as number),
        );
        expect(value(moved)).toBeGreaterThanOrEqual(here - 1e-3);
      });
    }
  });

  it('holds lengthscales longer the more axes there are', () => {
    const [few, many] = [hyperparameterPrior(2), hyperparameterPrior(50)];
    expect(many.terms[0]?.mean).toBeGreaterThan(few.terms[0]?.mean ?? 0);
  });

  it('has a prior with the gradient that finite differences give', () => {
    const prior = hyperparameterPrior(2);
    const theta = Float64Array.of(-1, 1, 0.4, -6);
    const gradient = new Float64Array(4);
    addPrior(prior, theta, gradient);
    const value = (at: Float64Array) => addPrior(prior, at, new Float64Array(4));
    expectNumbersNear(gradient, numericalGradient(value, theta), 1e-6);
  });

  it.each([1, 2])('copes with %d observations', (count) => {
    const { logLengthscales, logScale, logNoise } = fitHyperparameters(axesOf([null]), {
      points: [Float64Array.of(0.2), Float64Array.of(0.8)].slice(0, count),
      targets: Float64Array.of(1, -1).slice(0, count),
    });
    expect([...logLengthscales, logScale, logNoise].every(Number.isFinite)).toBe(true);
  });
});
