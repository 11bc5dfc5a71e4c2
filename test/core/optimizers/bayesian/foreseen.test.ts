import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import { bayesianOptimization } from '#core/optimizers/bayesian/bayesian-optimization.ts';
import { mobster } from '#core/optimizers/mobster/mobster.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { inputAfter } from '../simulate.ts';

const SPACE: SearchSpace = [
  float(0, 1, { name: 'x' }),
  float(0, 1, { name: 'y' }),
  integer(1, 9, { name: 'epochs', is_fidelity: true }),
];
const WORKERS = 8;

const OPTIMIZERS = {
  mobster: mobster.create(SPACE, { eta: 3, initial_design_size: 2 }),
  bayesian_optimization: bayesianOptimization.create(SPACE, {
    initial_design_size: 2,
    sample_prior_first: false,
  }),
};

describe.each(Object.entries(OPTIMIZERS))('the initial design of %s', (_, ask) => {
  /** The first configurations of some runs, each begun by several workers at the same moment. */
  const RUNS = Array.from({ length: 12 }, (_each, run) =>
    Array.from({ length: WORKERS }, (_other, worker) => 1 + run * WORKERS + worker),
  );

  /** The smallest distance of two that workers draw, on average over the runs. */
  function nearest(
    reservedBeside: (numbers: readonly number[], number: number) => readonly number[],
  ): number {
    const distances = RUNS.map((numbers) => {
      const places = numbers.map((number) => {
        const decision = ask({ ...inputAfter([], number), reserved: reservedBeside(numbers, number) });
        return decision.kind === 'sample' ? decision.config : expect.fail(decision.kind);
      });
      const pairs = places.flatMap((one, i) => places.slice(0, i).map((other) => [one, other] as const));
      return Math.min(
        ...pairs.map(([a, b]) => Math.hypot(Number(a.x) - Number(b.x), Number(a.y) - Number(b.y))),
      );
    });
    return distances.reduce((sum, each) => sum + each, 0) / distances.length;
  }

  it('is shared out among workers that begin together', () => {
    const together = nearest((numbers, number) => numbers.filter((other) => other !== number));
    expect(together).toBeGreaterThan(1.2 * nearest(() => []));
  });
});
