import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { evenlyPicked } from '#core/analysis/charts/evenly-picked.ts';
import {
  drawResamples,
  percentileInterval,
  quantileOfSorted,
  type Resamples,
  resampledMeans,
} from '#core/analysis/compare/bootstrap.ts';
import { defaultTarget, timeToTarget } from '#core/analysis/compare/compare-runs.ts';
import { bandOf, groupCurve } from '#core/analysis/compare/group-curve.ts';
import { rankCurves, ranksOf } from '#core/analysis/compare/rank-curves.ts';
import { commonEnd, lossAt, reachesAt } from '#core/analysis/compare/step-function.ts';
import { createRng } from '#core/space/rng.ts';
import { curve } from './runs.ts';

type Case = {
  readonly losses: readonly number[];
  readonly draws: readonly (readonly number[])[];
  readonly confidence: readonly [number, number];
  readonly error: readonly [number, number];
};
/** NumPy's values; `make-bands.py` beside it made them. */
const FIXTURE = fileURLToPath(new URL('../../../fixtures/compare/bands.json', import.meta.url));
const CASES = JSON.parse(readFileSync(FIXTURE, 'utf8')) as readonly Case[];

function resamplesOf({ losses, draws }: Case): Resamples {
  return { size: losses.length, count: draws.length, indices: Uint32Array.from(draws.flat()) };
}

const over = (...points: readonly (readonly [number, number])[]) => ({
  ...curve(10, ...points),
  isOver: true,
});
const goingOn = (end: number, ...points: readonly (readonly [number, number])[]) => ({
  ...curve(end, ...points),
  isOver: false,
});

describe('a step function', () => {
  const steps = curve(9, [2, 5], [4, 3], [7, 1]);

  it('has no value before its first step, that of a step from there on, and the last one for good', () => {
    expect([0, 1.9, 2, 3, 4, 6.9, 7, 100].map((x) => lossAt(steps, x))).toEqual([
      null,
      null,
      5,
      5,
      3,
      3,
      1,
      1,
    ]);
  });

  it('reaches a target with the step that is at it or below', () => {
    expect([6, 5, 4, 3, 1, 0.5].map((target) => reachesAt(steps, target))).toEqual([2, 2, 4, 4, 7, null]);
  });

  it('ends together with the first that goes on, or with the last where all are over', () => {
    expect(commonEnd([over([1, 1]), goingOn(4, [1, 1]), goingOn(6, [1, 1])])).toBe(4);
    expect(commonEnd([{ ...curve(3), isOver: true }, over([1, 1])])).toBe(10);
    expect(commonEnd([])).toBe(0);
  });
});

describe('intervals of means', () => {
  it.each(CASES)('are NumPy’s for the same draws: %#', (given) => {
    const resamples = resamplesOf(given);
    const { lower, upper } = percentileInterval(resampledMeans(given.losses, resamples));
    expect(lower).toBeCloseTo(given.confidence[0], 12);
    expect(upper).toBeCloseTo(given.confidence[1], 12);
    const error = bandOf(given.losses, 'error', resamples);
    expect([error.lower, error.upper]).toEqual(given.error.map((end) => expect.closeTo(end, 12)));
    expect(bandOf(given.losses, 'range', resamples)).toEqual({
      lower: Math.min(...given.losses),
      upper: Math.max(...given.losses),
    });
  });

  it('come from draws with replacement that a seed repeats', () => {
    const draw = () => drawResamples(5, createRng(1, 5));
    expect(draw()).toEqual(draw());
    expect(draw().indices).toHaveLength(5000);
    expect(new Set(draw().indices)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('lie between the two nearest ranks', () => {
    expect([0, 0.25, 0.5, 0.9, 1].map((share) => quantileOfSorted([1, 2, 4, 8], share))).toEqual([
      1,
      1.75,
      3,
      expect.closeTo(6.8, 12),
      8,
    ]);
    expect(quantileOfSorted([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.75)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe('the mean of a group', () => {
  const draw = (size: number) => drawResamples(size, createRng(1, size));

  it('begins where each run has a loss and changes where one improves', () => {
    const { points, end } = groupCurve([over([1, 8], [5, 4]), over([3, 6], [7, 2])], {
      band: 'range',
      resamples: draw(2),
    });
    expect(points.map(({ x, mean }) => [x, mean])).toEqual([
      [3, 7],
      [5, 5],
      [7, 3],
      [10, 3],
    ]);
    expect(points.map(({ lower, upper }) => [lower, upper])).toEqual([
      [6, 8],
      [4, 6],
      [2, 4],
      [2, 4],
    ]);
    expect(end).toBe(10);
  });

  it('ends where the first run that goes on has come', () => {
    const { points } = groupCurve([over([1, 8], [5, 4]), goingOn(4, [3, 6])], {
      band: 'range',
      resamples: draw(2),
    });
    expect(points.map(({ x, mean }) => [x, mean])).toEqual([
      [3, 7],
      [4, 7],
    ]);
  });

  it('is not there while a run has no loss', () => {
    expect(groupCurve([over([1, 8]), over()], { band: 'confidence', resamples: draw(2) }).points).toEqual([]);
    expect(
      groupCurve([goingOn(2, [1, 1]), over([3, 6])], { band: 'range', resamples: draw(2) }).points,
    ).toEqual([]);
    expect(groupCurve([], { band: 'range', resamples: draw(0) }).points).toEqual([]);
  });

  it('has no band with one run', () => {
    const { points } = groupCurve([over([1, 8])], { band: 'confidence', resamples: draw(1) });
    expect(points[0]).toEqual({ x: 1, mean: 8, lower: 8, upper: 8 });
  });
});

describe('ranks', () => {
  it('are counted over all ways to take one run of each group, equal losses sharing theirs', () => {
    // 1 is better than 2 and 3 always, than the other 1 half of the time.
    expect(
      ranksOf([
        [1, 3],
        [1, 2],
      ]),
    ).toEqual([1 + 0.5 * 0.25 + 0.5, 1 + 0.5 * 0.25 + 0.25]);
    expect(ranksOf([[1], [2], [3]])).toEqual([1, 2, 3]);
    expect(ranksOf([[5], [5], [5]])).toEqual([2, 2, 2]);
  });

  it('always sum up to those of as many places', () => {
    const ranks = ranksOf([[0.3, 0.1, 0.7], [0.2, 0.3], [0.9], [0.1, 0.1, 0.4, 0.6]]);
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(10, 12);
  });

  it('put a run without a loss behind all others, over the stretch that all have come to', () => {
    expect(rankCurves([[over([2, 1])], [over([4, 0.5])], [goingOn(6, [3, 2])]])).toEqual([
      [
        [2, 1],
        [3, 1],
        [4, 2],
        [6, 2],
      ],
      [
        [2, 2.5],
        [3, 3],
        [4, 1],
        [6, 1],
      ],
      [
        [2, 2.5],
        [3, 2],
        [4, 3],
        [6, 3],
      ],
    ]);
  });
});

describe('the time to a target', () => {
  const runs = [over([1, 8], [5, 4]), over([3, 6], [7, 2]), over([2, 9])];

  it('is the median over the runs, those that have not reached it coming last', () => {
    expect(timeToTarget(runs, 6)).toEqual({ median: 5, reached: 2, runs: 3 });
    expect(timeToTarget(runs, 2)).toEqual({ median: null, reached: 1, runs: 3 });
    expect(timeToTarget(runs.slice(0, 2), 4)).toEqual({ median: 6, reached: 2, runs: 2 });
    expect(timeToTarget(runs.slice(0, 2), 2)).toEqual({ median: null, reached: 1, runs: 2 });
  });

  it('is asked for the loss that half of the runs have reached', () => {
    expect(defaultTarget(runs)).toBe(4);
    expect(defaultTarget(runs.slice(0, 2))).toBe(4);
    expect(defaultTarget([over()])).toBeNull();
  });
});

describe('points of a picture', () => {
  it('are picked evenly, with both ends', () => {
    expect(evenlyPicked([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 3)).toEqual([0, 5, 10]);
    expect(evenlyPicked([1, 2], 3)).toEqual([1, 2]);
  });
});
