import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { bayesianOptimization } from '#core/optimizers/bayesian/bayesian-optimization.ts';
import { pibo } from '#core/optimizers/bayesian/pibo.ts';
import { inputAfter, simulate, success } from '#core/optimizers/conformance/simulate.ts';
import { powerOf } from '#core/surrogates/acquisition/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { float } from '#test/core/space/parameters.ts';
import { configOf, DEFAULTS, distance, losses, lowestLoss, sampled } from '../bayesian-runs.ts';

function spaceAround(x: number, y: number): SearchSpace {
  return [
    float(0, 1, { name: 'x', prior: x, prior_confidence: 'high' }),
    float(0, 1, { name: 'y', prior: y, prior_confidence: 'high' }),
  ];
}

const SPACE = spaceAround(0.2, 0.8);
const PRIOR = { x: 0.2, y: 0.8 };

/** So many evaluations of which none is better than another, spread over the space. */
function indifferent(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const config = { x: (index * 0.618) % 1, y: (index * 0.414) % 1 };
    return { ...sampled(config, index + 1), ...success(1, index) };
  });
}

function meanDistanceFromPrior(configs: readonly Config[]): number {
  return configs.reduce((sum, config) => sum + distance(SPACE, config, PRIOR), 0) / configs.length;
}

describe('pibo', () => {
  it('goes near the prior while little is known, and no longer once much is', () => {
    const decided = (count: number) =>
      configOf(pibo.create(SPACE, DEFAULTS), inputAfter(indifferent(count), 1001));
    expect(distance(SPACE, decided(3), PRIOR)).toBeLessThan(0.3);
    expect(distance(SPACE, decided(300), PRIOR)).toBeGreaterThan(0.3);
  });

  it('multiplies: the logarithm of the density is multiplied by the exponent, not added to', () => {
    const density = logPriorDensity(createModelSpace(SPACE));
    const at = Float64Array.of(0.7, 0.3);
    expect(powerOf(density, 0.5)(at)).toBeCloseTo(0.5 * density(at), 12);
    expect(powerOf(density, 10)(at)).toBeCloseTo(10 * density(at), 12);
    const gradient = Float64Array.of(1, 1);
    powerOf(density, 3)(at, gradient);
    expect(gradient[0]).toBeCloseTo(1 + (3 * (0.2 - 0.7)) / 0.25 ** 2, 10);
  });

  it('decides trials of even numbers without the prior', () => {
    const trials = indifferent(5).map((trial, index) => ({ ...trial, ...success(index, index) }));
    const [one, other] = [pibo, bayesianOptimization].map((each) =>
      configOf(each.create(SPACE, DEFAULTS), inputAfter(trials, 6)),
    );
    expect(one).toEqual(other);
  });

  it('begins with draws from the priors, every second one even', () => {
    const ask = pibo.create(SPACE, { ...DEFAULTS, initial_design_size: 30 });
    const even = bayesianOptimization.create(SPACE, { ...DEFAULTS, initial_design_size: 30 });
    const drawn = [ask, even].map((each) =>
      simulate(each, SPACE, { steps: 30, outcome: losses(() => 1) }).trials.map(({ config }) => config),
    );
    const [near = 0, far = 0] = drawn.map(meanDistanceFromPrior);
    expect(near).toBeLessThan(far);
  });

  it('has its even draws where those from the priors are not', () => {
    const crowd = Array.from({ length: 4 }, (_, index) => ({
      ...sampled({ x: 0.15 + index / 30, y: 0.75 + index / 30 }, index + 1),
      ...success(1, index),
    }));
    const ask = pibo.create(SPACE, { ...DEFAULTS, initial_design_size: 30 });
    const away = [6, 8, 10, 12].map((number) => configOf(ask, inputAfter(crowd, number)));
    expect(Math.min(...away.map((config) => distance(SPACE, config, PRIOR)))).toBeGreaterThan(0.7);
  });

  it('forgets a prior that results speak against', () => {
    const bowl = losses(({ x, y }) => (Number(x) - 0.9) ** 2 + (Number(y) - 0.1) ** 2);
    const { trials } = simulate(pibo.create(SPACE, DEFAULTS), SPACE, { steps: 40, outcome: bowl });
    expect(lowestLoss(trials)).toBeLessThan(1e-3);
  });

  it('leaves a prior sooner where losses are higher the nearer they are to it', () => {
    const decided = (loss: (separation: number) => number) => {
      const trials = indifferent(10).map((trial, index) => ({
        ...trial,
        ...success(loss(distance(SPACE, trial.config, PRIOR)), index),
      }));
      return distance(SPACE, configOf(pibo.create(SPACE, DEFAULTS), inputAfter(trials, 11)), PRIOR);
    };
    expect(decided((separation) => separation)).toBeLessThan(0.2);
    expect(decided((separation) => -separation)).toBeGreaterThan(0.8);
  });

  it('is faster than without the prior where the prior is good', () => {
    const steep = losses(({ x, y }) => Math.abs(Number(x) - 0.22) + Math.abs(Number(y) - 0.78));
    const after8 = (ask: ReturnType<typeof pibo.create>) =>
      [1, 2, 3, 4].map((seed) => lowestLoss(simulate(ask, SPACE, { steps: 8, outcome: steep, seed }).trials));
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    const even = bayesianOptimization.create(SPACE, DEFAULTS);
    expect(sum(after8(pibo.create(SPACE, DEFAULTS)))).toBeLessThan(sum(after8(even)));
  });

  it('makes the configuration of all prior values the first where it is told to', () => {
    const ask = pibo.create(SPACE, { ...DEFAULTS, sample_prior_first: true });
    expect(configOf(ask, inputAfter([], 1))).toEqual(PRIOR);
  });

  it('differs from bayesian_optimization by the prior alone: an even one changes nothing', () => {
    const without = SPACE.map((parameter) => ({ ...parameter, prior: null })) as unknown as SearchSpace;
    const trials = indifferent(6).map((trial, index) => ({ ...trial, ...success(index, index) }));
    const [one, other] = [pibo, bayesianOptimization].map((each) =>
      configOf(each.create(without, DEFAULTS), inputAfter(trials, 7)),
    );
    expect(one).toEqual(other);
  });
});
