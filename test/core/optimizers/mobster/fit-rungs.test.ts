import { describe, expect, it } from 'vitest';
import { fitRungs, type RungObservation } from '#core/optimizers/mobster/fit-rungs.ts';
import { createRng } from '#core/space/rng.ts';
import { createModelSpace, type Point } from '#core/surrogates/model-space.ts';
import { float } from '#test/core/space/parameters.ts';

const { axes } = createModelSpace([float(0, 1, { name: 'x' }), float(0, 1, { name: 'y' })]);

function points(count: number, seed: number): readonly Point[] {
  const rng = createRng(seed, 0);
  return Array.from({ length: count }, () => Float64Array.of(rng.next(), rng.next()));
}

function observed(at: readonly Point[], loss: (x: number, y: number) => number): readonly RungObservation[] {
  return at.map((point) => ({ point, loss: loss(point[0] as number, point[1] as number) }));
}

function bowl(x: number, y: number): number {
  return 6 * (x - 0.3) ** 2 + 4 * (y - 0.7) ** 2 - 1;
}

/** The root of the mean squared error at the highest rung, where nothing was observed. */
function errorOf(rungs: readonly (readonly RungObservation[])[]): number {
  const process = fitRungs(axes, rungs);
  const squares = points(40, 99).map((point) => {
    const { mean } = process.predict({ point, rung: rungs.length - 1 });
    return (mean - bowl(point[0] as number, point[1] as number)) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

const FEW = points(5, 1);
const MANY = [...points(30, 2), ...FEW];
const AT_TOP = observed(FEW, bowl);

describe('what many evaluations at a low fidelity tell of the highest', () => {
  const alone = errorOf([AT_TOP]);

  it('is nearly all where only the level differs', () => {
    expect(errorOf([observed(MANY, (x, y) => bowl(x, y) + 3), AT_TOP])).toBeLessThan(alone / 4);
  });

  it('is much where the scale differs', () => {
    expect(errorOf([observed(MANY, (x, y) => 0.5 * bowl(x, y)), AT_TOP])).toBeLessThan(alone / 3);
  });

  it('comes through several rungs', () => {
    const middle = observed(points(8, 3), (x, y) => bowl(x, y) + 1);
    expect(errorOf([observed(MANY, (x, y) => bowl(x, y) + 3), middle, AT_TOP])).toBeLessThan(alone / 3);
  });

  it('comes through a rung that was left out', () => {
    expect(errorOf([observed(MANY, (x, y) => bowl(x, y) + 3), [], AT_TOP])).toBeLessThan(alone / 4);
  });

  it('does little harm where all are the same', () => {
    expect(errorOf([observed(MANY, () => 0), AT_TOP])).toBeLessThan(1.5 * alone);
  });
});

describe('levels of rungs with few observations', () => {
  it('expect the configuration that is best below to be best above', () => {
    const process = fitRungs(axes, [observed(MANY, bowl), [], []]);
    const best = process.predict({ point: Float64Array.of(0.3, 0.7), rung: 2 });
    const worst = process.predict({ point: Float64Array.of(1, 0), rung: 2 });
    expect(best.mean).toBeLessThan(worst.mean);
  });

  it('predict something before anything was observed', () => {
    const { mean, variance } = fitRungs(axes, [[], []]).predict({
      point: Float64Array.of(0.5, 0.5),
      rung: 1,
    });
    expect(mean).toBe(0);
    expect(variance).toBeGreaterThan(0);
  });
});
