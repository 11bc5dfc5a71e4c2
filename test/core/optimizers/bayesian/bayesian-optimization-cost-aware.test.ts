import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { bayesianOptimization } from '#core/optimizers/bayesian/bayesian-optimization.ts';
import { costAwareBayesianOptimization } from '#core/optimizers/bayesian/bayesian-optimization-cost-aware.ts';
import { failure, inputAfter, success } from '#core/optimizers/conformance/simulate.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { configOf, DEFAULTS, PLANE, sampled } from '../bayesian-runs.ts';

const ask = costAwareBayesianOptimization.create(PLANE, DEFAULTS);
const plain = bayesianOptimization.create(PLANE, DEFAULTS);

/** Evaluations that cost up to 1,000 times as much at x = 1 as at x = 0; the loss does not care. */
function evaluations(cost: (x: number) => Trial['cost'] = (x) => 1000 ** x): readonly Trial[] {
  return Array.from({ length: 12 }, (_, index) => {
    const x = (index * 0.618 + 0.05) % 1;
    const y = (index * 0.414 + 0.1) % 1;
    const trial = { ...sampled({ x, y }, index + 1), ...success(Math.sin(9 * x) + y, index) };
    return { ...trial, cost: cost(x) };
  });
}

type Cost = AskInput['budget']['cost'];

function inputWith(trials: readonly Trial[], cost: Cost, onError: number | null = null): AskInput {
  const input = inputAfter(trials, 13);
  return { ...input, budget: { ...input.budget, cost }, onError: { loss: null, cost: onError } };
}

function placeOf(trials: readonly Trial[], cost: Cost): number {
  return Number(configOf(ask, inputWith(trials, cost)).x);
}

const UNLIMITED = { spent: 500, total: null };

describe('bayesian_optimization_cost_aware', () => {
  it('prefers where evaluations are cheap', () => {
    const indifferent = Number(configOf(plain, inputAfter(evaluations(), 13)).x);
    expect(placeOf(evaluations(), { spent: 0, total: 1000 })).toBeLessThan(indifferent);
  });

  it('cares less for costs the more of max_cost_total is used, and not at all once it is', () => {
    const places = [0, 500, 1000].map((spent) => placeOf(evaluations(), { spent, total: 1000 }));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    const used = inputWith(evaluations(), { spent: 1000, total: 1000 });
    expect(configOf(ask, used)).toEqual(configOf(plain, used));
    const overdrawn = inputWith(evaluations(), { spent: 4000, total: 1000 });
    expect(configOf(ask, overdrawn)).toEqual(configOf(plain, used));
  });

  it('cares as much as at the start for ever where there is no max_cost_total', () => {
    expect(placeOf(evaluations(), UNLIMITED)).toBe(placeOf(evaluations(), { spent: 0, total: 1000 }));
  });

  it.each([
    ['null', null],
    ['0', 0],
    ['NaN', 'NaN'],
    ['infinite', 'Infinity'],
    ['below 0', -3],
  ] as const)('is plain Bayesian optimization where all costs are %s', (_, cost) => {
    const input = inputWith(
      evaluations(() => cost),
      UNLIMITED,
    );
    expect(configOf(ask, input)).toEqual(configOf(plain, input));
  });

  it('learns from the costs that are numbers, and leaves out the others', () => {
    const mixed = evaluations().map((trial, index) => (index % 4 === 0 ? { ...trial, cost: 0 } : trial));
    const indifferent = Number(configOf(plain, inputAfter(mixed, 13)).x);
    expect(placeOf(mixed, UNLIMITED)).toBeLessThan(indifferent);
  });

  it('learns from no cost of a configuration that is none of the space', () => {
    const damaged = { ...sampled({ x: 0.5 }, 12), ...success(0, 12), cost: 1e9 };
    expect(placeOf([...evaluations(), damaged], UNLIMITED)).toBe(placeOf(evaluations(), UNLIMITED));
  });

  it('takes cost_value_on_error for the cost of failures that report none', () => {
    const failed = evaluations().map((trial, index) =>
      Number(trial.config.x) > 0.7
        ? { ...trial, ...failure('failed', index), loss: null, cost: null }
        : trial,
    );
    const [cheap, dear] = [1e-6, 1e9].map((onError) => configOf(ask, inputWith(failed, UNLIMITED, onError)));
    expect(Number(cheap?.x)).toBeGreaterThan(Number(dear?.x));
  });

  it('takes the initial design and sample_prior_first as bayesian_optimization does', () => {
    expect(configOf(ask, inputAfter([], 1))).toEqual(configOf(plain, inputAfter([], 1)));
    const first = evaluations().slice(0, 1);
    expect(configOf(ask, inputAfter(first, 2))).toEqual(configOf(plain, inputAfter(first, 2)));
  });
});
