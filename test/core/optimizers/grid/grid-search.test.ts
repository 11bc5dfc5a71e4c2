import { describe, expect, it } from 'vitest';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { createGridOrder } from '#core/optimizers/grid/grid-places.ts';
import { gridSearch } from '#core/optimizers/grid/grid-search.ts';
import { resolveOptimizer } from '#core/optimizers/registry.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';
import { failure, inputAfter, simulate, success } from '../simulate.ts';

const RATE = float(1e-4, 1, { name: 'rate', log: true, prior: 1e-3, prior_confidence: 'low' });
const DEPTH = integer(1, 3, { name: 'depth' });
const KIND = categorical(['adam', 'sgd'], { name: 'kind' });
const EPOCHS = integer(1, 27, { name: 'epochs', is_fidelity: true });
const SPACE = [RATE, DEPTH, KIND, constant(64, 'batch'), EPOCHS];

function grid(space: SearchSpace, size: number) {
  return gridSearch.create(space, { size_per_numerical_hp: size });
}

/** All that is tried until it is done, by one worker. */
function triedOf(space: SearchSpace, size: number): readonly Config[] {
  const outcome = (_: unknown, step: number) => (step % 3 === 0 ? failure('failed', step) : success(1, step));
  const { trials, decisions } = simulate(grid(space, size), space, { steps: 1000, outcome });
  expect(decisions.at(-1)).toEqual({ kind: 'done', because: 'every combination of the grid was tried' });
  return trials.map(({ config }) => config);
}

/** The values of a parameter in ascending order. */
function valuesOf(name: string, configs: readonly Config[]): readonly unknown[] {
  return [...new Set(configs.map((config) => config[name]))].sort((a, b) => Number(a) - Number(b));
}

describe('grid_search', () => {
  it('tries every combination once, the fidelity at its upper bound, and ends', () => {
    const configs = triedOf(SPACE, 5);
    expect(configs).toHaveLength(5 * 3 * 2);
    expect(new Set(configs.map((config) => JSON.stringify(config))).size).toBe(30);
    expect(configs.every(({ batch, epochs }) => batch === 64 && epochs === 27)).toBe(true);
  });

  it('spaces floats evenly, on a logarithmic axis by their logarithm, both bounds included', () => {
    const rates = valuesOf('rate', triedOf([RATE], 5)).map(Number);
    expect(rates.map((rate) => Math.log10(rate))).toEqual(
      [-4, -3, -2, -1, 0].map((exponent) => expect.closeTo(exponent, 12)),
    );
    expect(valuesOf('x', triedOf([float(-1, 1)], 5))).toEqual([-1, -0.5, 0, 0.5, 1]);
  });

  it('tries each integer once where there are no more than asked for', () => {
    expect(valuesOf('depth', triedOf([DEPTH], 10))).toEqual([1, 2, 3]);
    expect(valuesOf('x', triedOf([integer(1, 1024, { log: true })], 11))).toEqual(
      Array.from({ length: 11 }, (_, exponent) => 2 ** exponent),
    );
    // Several places of a logarithmic axis round to the same integer.
    expect(valuesOf('x', triedOf([integer(1, 20, { log: true })], 15)).length).toBeLessThan(15);
  });

  it('takes the middle where one value is asked for', () => {
    expect(triedOf([float(0, 1), EPOCHS], 1)).toEqual([{ x: 0.5, epochs: 27 }]);
  });

  it('has one combination where nothing varies', () => {
    expect(triedOf([constant('a')], 10)).toEqual([{ x: 'a' }]);
  });

  it('spreads over the grid from the first trial on', () => {
    const corner = integer(0, 9, { name: 'a' });
    const ask = grid([corner, { ...corner, name: 'b' }], 10);
    const outcome = (_: unknown, step: number) => success(1, step);
    const { trials } = simulate(ask, [corner, { ...corner, name: 'b' }], { steps: 10, outcome });
    const values = (name: string) => new Set(trials.map(({ config }) => config[name])).size;
    expect(values('a')).toBeGreaterThan(4);
    expect(values('b')).toBeGreaterThan(4);
  });

  it('gives workers that decide at the same time different combinations, in whatever order they ask', () => {
    const ask = grid(SPACE, 5);
    const reserved = [1, 2, 3, 4];
    const asked = reserved.map((number) =>
      ask({ ...inputAfter([], number), reserved: reserved.filter((other) => other !== number) }),
    );
    const alone = simulate(ask, SPACE, { steps: 4, outcome: () => ({}) });
    expect(asked).toEqual(alone.decisions);
  });

  it('takes up what a lost number left free, and passes over what was enqueued', () => {
    const ask = grid([DEPTH], 3);
    const { trials } = simulate(ask, [DEPTH], { steps: 3, outcome: (_, step) => success(1, step) });
    const [first, second, third] = trials;
    expect(first && third && ask(inputAfter([first, third], 4))).toMatchObject({ config: second?.config });
  });

  it('waits where others are about to try the rest, and is done when all was tried', () => {
    const ask = grid([DEPTH], 3);
    const { trials } = simulate(ask, [DEPTH], { steps: 2, outcome: () => ({}) });
    expect(ask({ ...inputAfter(trials, 4), reserved: [3] })).toEqual({ kind: 'wait' });
    expect(ask({ ...inputAfter(trials, 3), reserved: [4] })).toMatchObject({ kind: 'sample' });
  });

  it('begins with a grid that no computer could hold', () => {
    const space = Array.from({ length: 100 }, (_, index) => float(0, 1, { name: `p${index}` }));
    const { trials } = simulate(grid(space, 10), space, { steps: 20, outcome: () => ({}) });
    expect(new Set(trials.map(({ config }) => JSON.stringify(config))).size).toBe(20);
  });

  it('takes up a combination that a deleted trial gives free', () => {
    const ask = grid([DEPTH], 3);
    const { trials } = simulate(ask, [DEPTH], { steps: 3, outcome: (_, step) => success(1, step) });
    expect(ask(inputAfter(trials, 4))).toMatchObject({ kind: 'done' });
    expect(ask(inputAfter(trials.slice(0, 2), 4))).toMatchObject({ config: trials[2]?.config });
  });

  it('tells its size before the start', () => {
    const named = (space: SearchSpace) =>
      resolveOptimizer(space, { kind: 'named', name: 'grid_search', arguments: {} }).problems.map(
        ({ code, message }) => [code, message],
      );
    expect(named([DEPTH, KIND, float(0, 1)])).toEqual([
      [
        'optimizer-remark',
        '`grid_search` has 60 combinations of values in this space and ends when each was tried.',
      ],
    ]);
    expect(named([constant(1)])[0]?.[1]).toMatch(/has one combination of values/);
    expect(
      named(Array.from({ length: 4 }, (_, index) => float(0, 1, { name: `p${index}` })))[0]?.[1],
    ).toMatch(/10,000 combinations/);
  });
});

describe('the order of a grid', () => {
  it.each([[[1]], [[2]], [[3, 1, 2]], [[10, 10]], [[7, 5, 3]]])(
    'visits each combination of %j once',
    (lengths) => {
      const order = createGridOrder(lengths);
      const combinations = Array.from({ length: order.size }, (_, place) => order.at(place).join());
      expect(order.size).toBe(lengths.reduce((product, length) => product * length, 1));
      expect(new Set(combinations).size).toBe(order.size);
    },
  );

  it.each([
    ['30 axes of 10 values', 30, 10],
    ['100 axes of 10 values', 100, 10],
    ['40 axes of 16 values', 40, 16],
  ])('has had all values of every axis early, save one at most, on a grid of %s', (_, axes, values) => {
    const order = createGridOrder(Array.from({ length: axes }, () => values));
    const first = Array.from({ length: 2000 }, (_, place) => order.at(place));
    const seen = Array.from({ length: axes }, (_, axis) => new Set(first.map((tried) => tried[axis])).size);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(values - 1);
  });

  it('steps by the golden section of the grid, rounded down', () => {
    expect(createGridOrder([1000]).at(1)).toEqual([619]); // 618 has the factor 2 in common with 1000
    expect(createGridOrder([10 ** 9, 10 ** 9, 10 ** 9]).at(1)).toEqual([
      618_033_988, 749_894_848, 204_586_837,
    ]);
  });
});
