import { describe, expect, it } from 'vitest';
import type { AcquisitionTerm } from '#core/surrogates/acquisition/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { logCost } from '#core/surrogates/cost-model.ts';
import { logFeasibility } from '#core/surrogates/feasibility.ts';
import { apartFrom } from '#core/surrogates/gp/distance-term.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { expectNumbersNear, numericalGradient } from '#test/core/reference-values.ts';
import { categorical, float, integer } from '#test/core/space/parameters.ts';
import { axesOf, modelSpaceOf, scatter } from './model-axes.ts';

function expectTrueGradient(term: AcquisitionTerm, at: Float64Array): void {
  const gradient = new Float64Array(at.length);
  expect(term(at, gradient)).toBeCloseTo(term(at), 12);
  expectNumbersNear(gradient, numericalGradient(term, at, 1e-6), 1e-5);
}

describe('the probability that an evaluation succeeds', () => {
  const points = scatter([null, null], 40);
  const fails = (point: Float64Array) => (point[0] as number) > 0.7;
  const term = logFeasibility(
    axesOf([null, null]),
    points.filter((point) => !fails(point)),
    points.filter(fails),
  );

  it('is high among successes and low among failures, never 0', () => {
    const probability = (x: number) => Math.exp(term(Float64Array.of(x, 0.5)));
    expect(probability(0.2)).toBeGreaterThan(0.9);
    expect(probability(0.95)).toBeLessThan(0.1);
    expect(probability(0.95)).toBeGreaterThan(0);
  });

  it('has the gradient that finite differences give', () => {
    expectTrueGradient(term, Float64Array.of(0.66, 0.41));
    expectTrueGradient(term, Float64Array.of(0.9, 0.2));
  });

  it('is learnt from failures alone, too', () => {
    const alone = logFeasibility(axesOf([null]), [], [Float64Array.of(0.3)]);
    expect(alone(Float64Array.of(0.3))).toBeLessThan(alone(Float64Array.of(1)) + 1e-12);
  });
});

describe('the predicted cost', () => {
  const space = modelSpaceOf([null, 2]);
  const costs = scatter([null, 2], 30).map((point) => ({
    point,
    cost: 10 ** (2 * (point[0] as number)) * (point[1] === 1 ? 5 : 1),
  }));

  it('is about what evaluations nearby cost, as a logarithm times the factor', () => {
    const term = logCost(space, costs, 1);
    expect(term(Float64Array.of(0.5, 0))).toBeCloseTo(Math.log(10), 1);
    expect(term(Float64Array.of(0.5, 1))).toBeCloseTo(Math.log(50), 1);
    expect(logCost(space, costs, -0.25)(Float64Array.of(0.5, 0))).toBeCloseTo(
      -0.25 * term(Float64Array.of(0.5, 0)),
      10,
    );
  });

  it('has the gradient that finite differences give', () => {
    expectTrueGradient(
      logCost(
        modelSpaceOf([null]),
        costs.map(({ point, cost }) => ({ point: point.slice(0, 1), cost })),
        -1,
      ),
      Float64Array.of(0.37),
    );
  });

  it('is the same everywhere if all evaluations cost the same', () => {
    const term = logCost(
      space,
      costs.map(({ point }) => ({ point, cost: 7 })),
      1,
    );
    expect(term(Float64Array.of(0.1, 1))).toBeCloseTo(Math.log(7), 6);
    expect(term(Float64Array.of(0.9, 0))).toBeCloseTo(Math.log(7), 6);
  });
});

describe('the density of the priors', () => {
  const space = createModelSpace([
    float(1e-4, 1, { name: 'rate', log: true, prior: 1e-3, prior_confidence: 'high' }),
    categorical(['a', 'b', 'c'], { name: 'kind', prior: 'b', prior_confidence: 'medium' }),
    integer(1, 9, { name: 'depth', prior: 3, prior_confidence: 'low' }),
    float(0, 1, { name: 'free' }),
  ]);
  const term = logPriorDensity(space);

  it('is highest at the prior values, whatever the parameters without a prior', () => {
    const at = (rate: number, kind: number, depth: number, free: number) =>
      term(Float64Array.of(rate, kind, depth, free));
    const top = at(0.25, 1, 2.5 / 9, 0.4);
    expect(at(0.25, 1, 2.5 / 9, 0.9)).toBe(top);
    for (const other of [at(0.3, 1, 2.5 / 9, 0.4), at(0.25, 0, 2.5 / 9, 0.4), at(0.25, 1, 0.5, 0.4)]) {
      expect(other).toBeLessThan(top);
    }
  });

  it('is that of choices relative to an even share', () => {
    const difference = term(Float64Array.of(0.5, 1, 0.5, 0)) - term(Float64Array.of(0.5, 2, 0.5, 0));
    expect(difference).toBeCloseTo(Math.log(0.5 / 0.25), 12);
  });

  it('has the gradient that finite differences give', () => {
    const numbersAlone = createModelSpace(space.space.filter(({ kind }) => kind !== 'categorical'));
    expectTrueGradient(logPriorDensity(numbersAlone), Float64Array.of(0.8, 0.1, 0.5));
  });
});

describe('the distance from evaluations under way', () => {
  const term = apartFrom(axesOf([null, null]), [Float64Array.of(0.5, 0.5), Float64Array.of(0.9, 0.1)]);

  it('counts for much close by and for nothing far away', () => {
    expect(term(Float64Array.of(0.1, 0.9))).toBeGreaterThan(-0.05);
    expect(term(Float64Array.of(0.5, 0.496))).toBeLessThan(-20);
    expect(term(Float64Array.of(0.5, 0.5))).toBeLessThan(-1e4);
  });

  it('is that of another choice, however close the numbers', () => {
    const mixed = apartFrom(axesOf([null, 3]), [Float64Array.of(0.5, 1)]);
    expect(mixed(Float64Array.of(0.5, 2))).toBeGreaterThan(-0.01);
  });

  it('has the gradient that finite differences give', () => {
    expectTrueGradient(term, Float64Array.of(0.53, 0.42));
  });
});
