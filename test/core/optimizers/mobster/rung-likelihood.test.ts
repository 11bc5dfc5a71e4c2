import { describe, expect, it } from 'vitest';
import { addBeliefs, rungLayout, rungPrior } from '#core/optimizers/mobster/rung-hyperparameters.ts';
import { rungLikelihood } from '#core/optimizers/mobster/rung-likelihood.ts';
import type { PlacedObservations } from '#core/optimizers/mobster/rung-process.ts';
import { createRng } from '#core/space/rng.ts';
import { kernelShape } from '#core/surrogates/gp/kernel.ts';
import { negativeLogLikelihood } from '#core/surrogates/gp/likelihood.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { categorical, float } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

const { axes } = createModelSpace([
  float(0, 1, { name: 'x' }),
  float(0, 1, { name: 'y' }),
  categorical(['a', 'b'], { name: 'kind' }),
]);
const SHAPE = kernelShape(axes);

/** Observations spread over the rungs. */
function observed(rungs: number, count: number): PlacedObservations {
  const rng = createRng(3, count);
  const places = Array.from({ length: count }, () => ({
    point: Float64Array.of(rng.next(), rng.next(), rng.integer(2)),
    rung: rng.integer(rungs),
  }));
  const targets = places.map(({ point, rung }) => 3 * (point[0] as number) + rung + 0.3 * rng.normal());
  return { places, targets: Float64Array.from(targets) };
}

const BELIEF = { means: Float64Array.of(0, 1, 2), precisions: Float64Array.of(0.2, 0.3, 0.4) };

/** The derivatives of a function by differences. */
function slopesOf(f: (theta: Float64Array) => number, theta: Float64Array): Float64Array {
  return theta.map((_, k) => {
    const shifted = (by: number) => f(theta.map((value, i) => (i === k ? value + by : value)));
    return (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
  });
}

function expectClose(found: Float64Array, expected: Float64Array): void {
  found.forEach((value, k) => {
    expect(Math.abs(value - (expected[k] as number))).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
  });
}

const LAYOUT = rungLayout(axes.length, 3);
const hyperparameters = fc
  .array(fc.double({ min: -2, max: 1, noNaN: true }), { minLength: LAYOUT.size, maxLength: LAYOUT.size })
  .map((values) => Float64Array.from(values));

describe('the likelihood of the losses of several rungs', () => {
  it('has the gradient that differences show', () => {
    const { evaluate } = rungLikelihood(SHAPE, LAYOUT, observed(3, 12), BELIEF);
    fc.assert(
      fc.property(hyperparameters, (theta) => {
        const gradient = new Float64Array(LAYOUT.size);
        evaluate(theta, gradient);
        expectClose(
          gradient,
          slopesOf((at) => evaluate(at, new Float64Array(LAYOUT.size)), theta),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('is with one rung that of a plain Gaussian process', () => {
    const observations = observed(1, 10);
    const layout = rungLayout(axes.length, 1);
    const free = { means: Float64Array.of(0), precisions: Float64Array.of(1e-12) };
    const { evaluate } = rungLikelihood(SHAPE, layout, observations, free);
    const points = observations.places.map(({ point }) => point);
    const plain = negativeLogLikelihood(SHAPE, { points, targets: observations.targets });
    const [amplitude, noise] = [0.3, -2];
    const room = new Float64Array(axes.length + 2);
    const one = evaluate(Float64Array.of(-1, -0.5, 0, amplitude, noise), room);
    const other = plain(Float64Array.of(-1, -0.5, 0, 2 * amplitude, 2 * amplitude + noise), room);
    expect(one + 5 * Math.log(2 * Math.PI)).toBeCloseTo(other, 6);
  });

  it('has as means of the rungs those that are most likely', () => {
    const { covarianceFrom } = rungLikelihood(SHAPE, LAYOUT, observed(3, 60), {
      means: new Float64Array(3),
      precisions: new Float64Array(3).fill(1e-9),
    });
    const theta = new Float64Array(LAYOUT.size).fill(-4, LAYOUT.noises, LAYOUT.drifts);
    const [low, middle, high] = covarianceFrom(theta).means;
    expect((middle as number) - (low as number)).toBeCloseTo(1, 0);
    expect((high as number) - (middle as number)).toBeCloseTo(1, 0);
  });
});

describe('what is believed of hyperparameters', () => {
  it('has the gradient that differences show', () => {
    const prior = rungPrior(LAYOUT);
    fc.assert(
      fc.property(hyperparameters, (theta) => {
        const gradient = new Float64Array(LAYOUT.size);
        addBeliefs(prior, theta, gradient);
        expectClose(
          gradient,
          slopesOf((at) => addBeliefs(prior, at, new Float64Array(LAYOUT.size)), theta),
        );
      }),
    );
  });

  it('lies within the bounds', () => {
    const { beliefs, lower, upper } = rungPrior(LAYOUT);
    for (const { mean, at, beside } of beliefs.filter((belief) => belief.beside === null)) {
      expect(beside).toBe(null);
      expect(mean).toBeGreaterThan(lower[at] as number);
      expect(mean).toBeLessThan(upper[at] as number);
    }
  });
});
