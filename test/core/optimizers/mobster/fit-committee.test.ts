import { describe, expect, it } from 'vitest';
import { fitCommittee } from '#core/optimizers/mobster/fit-committee.ts';
import { fitRungs, type RungObservation } from '#core/optimizers/mobster/fit-rungs.ts';
import type { RungProcess } from '#core/optimizers/mobster/rung-process.ts';
import { createRng } from '#core/space/rng.ts';
import { createModelSpace, type Point } from '#core/surrogates/model-space.ts';
import { float } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

const { axes } = createModelSpace([float(0, 1, { name: 'x' }), float(0, 1, { name: 'y' })]);

function points(count: number, seed: number): readonly Point[] {
  const rng = createRng(seed, 0);
  return Array.from({ length: count }, () => Float64Array.of(rng.next(), rng.next()));
}

function bowl(point: Point): number {
  return 6 * ((point[0] as number) - 0.3) ** 2 + 4 * ((point[1] as number) - 0.7) ** 2 - 1;
}

function observed(at: readonly Point[], loss: (point: Point) => number): readonly RungObservation[] {
  return at.map((point) => ({ point, loss: loss(point) }));
}

/** The root of the mean squared error at the highest of two rungs, where nothing was observed. */
function errorOf({ predict }: RungProcess): number {
  const squares = points(40, 99).map((point) => (predict({ point, rung: 1 }).mean - bowl(point)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

const AT_TOP = observed(points(12, 1), bowl);
const TELLING = [observed(points(30, 2), (point) => bowl(point) + 1), AT_TOP];
/** A lower rung that tells nothing of the highest. */
function withNoise(seed: number): readonly (readonly RungObservation[])[] {
  const rng = createRng(seed, 0);
  return [observed([...points(30, 2), ...points(12, 1)], () => rng.normal()), AT_TOP];
}
const NOISE = withNoise(5);

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('two processes of the highest rung', () => {
  it('suffer less from low fidelities that are noise than the one over all rungs', () => {
    const runs = [5, 6, 7, 8].map(withNoise);
    const ofCommittee = meanOf(runs.map((rungs) => errorOf(fitCommittee(axes, rungs))));
    const overall = meanOf(runs.map((rungs) => errorOf(fitRungs(axes, rungs))));
    expect(ofCommittee).toBeLessThan(0.9 * overall);
  });

  it('learn from low fidelities that tell', () => {
    expect(errorOf(fitCommittee(axes, TELLING))).toBeLessThan(
      0.8 * errorOf(fitCommittee(axes, [[], AT_TOP])),
    );
  });

  it('leave lower rungs, and a highest one of few losses, to the process over all rungs', () => {
    const few = [TELLING[0] ?? [], AT_TOP.slice(0, 2)];
    for (const point of points(5, 7)) {
      const at = (rung: number) => ({ point, rung });
      expect(fitCommittee(axes, TELLING).predict(at(0))).toEqual(fitRungs(axes, TELLING).predict(at(0)));
      expect(fitCommittee(axes, few).predict(at(1))).toEqual(fitRungs(axes, few).predict(at(1)));
    }
  });

  it('are the less sure the less they agree', () => {
    const variance = (rungs: readonly (readonly RungObservation[])[]) =>
      fitCommittee(axes, rungs).predict({ point: Float64Array.of(0.9, 0.1), rung: 1 }).variance;
    expect(variance(NOISE)).toBeGreaterThan(variance(TELLING));
  });

  it('take in what is observed later', () => {
    const later = Float64Array.of(0.95, 0.05);
    const process = fitCommittee(axes, TELLING).extend({
      places: [
        { point: later, rung: 1 },
        { point: Float64Array.of(0.5, 0.5), rung: 0 },
      ],
      targets: Float64Array.of(-7, 0),
    });
    expect(process.predict({ point: later, rung: 1 }).mean).toBeCloseTo(-7, 0);
  });

  it('have the derivatives of their mixture', () => {
    const process = fitCommittee(axes, NOISE);
    const unit = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.nat(1), fc.nat(1), (x, y, rung, axis) => {
        const gradient = { mean: new Float64Array(2), variance: new Float64Array(2) };
        process.predict({ point: Float64Array.of(x, y), rung }, gradient);
        const beside = (step: number) => {
          const point = Float64Array.of(x, y);
          point[axis] = (point[axis] as number) + step;
          return process.predict({ point, rung });
        };
        const [low, high] = [beside(-1e-5), beside(1e-5)];
        expect(gradient.mean[axis]).toBeCloseTo((high.mean - low.mean) / 2e-5, 3);
        expect(gradient.variance[axis]).toBeCloseTo((high.variance - low.variance) / 2e-5, 3);
      }),
    );
  });
});
