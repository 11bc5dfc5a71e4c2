import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Level, Place } from '#core/optimizers/mobster/levels.ts';
import { conditionRungs, type PlacedObservations } from '#core/optimizers/mobster/rung-process.ts';
import { conditionProcess } from '#core/surrogates/gaussian-process.ts';
import type { ModelAxis } from '#core/surrogates/model-space.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { categorical, float } from '#test/core/space/parameters.ts';

const AXES: readonly ModelAxis[] = createModelSpace([
  float(0, 1, { name: 'x' }),
  float(0, 1, { name: 'y' }),
  categorical(['a', 'b'], { name: 'kind' }),
]).axes;

function level(changes: Partial<Level> = {}): Level {
  const weights = Float64Array.of(4, 9, 1);
  return { carry: 1, mean: 0, weights, scale: 1, noise: 1e-6, ...changes };
}

function place(x: number, y: number, kind = 0, rung = 0): Place {
  return { point: Float64Array.of(x, y, kind), rung };
}

const FOUND: PlacedObservations = {
  places: [place(0.1, 0.2), place(0.8, 0.3, 1), place(0.4, 0.9, 0, 1), place(0.1, 0.2, 0, 1)],
  targets: Float64Array.of(0.5, -1, 0.3, 0.7),
};

const inside = fc.integer({ min: 1, max: 999 }).map((thousandths) => thousandths / 1000);
const anywhere = fc
  .tuple(inside, inside, fc.nat(1), fc.nat(1))
  .map(([x, y, kind, rung]) => place(x, y, kind, rung));

describe('the process over rungs', () => {
  it('is with one rung the plain Gaussian process', () => {
    const places = [place(0.1, 0.2), place(0.8, 0.3, 1), place(0.4, 0.9)];
    const one = conditionRungs(AXES, [level({ scale: 2, noise: 0.01 })], {
      places,
      targets: Float64Array.of(1, -1, 0),
    });
    const logs = { logLengthscales: Float64Array.of(4, 9, 1).map((w) => -0.5 * Math.log(w)) };
    const plain = conditionProcess(
      AXES,
      { ...logs, logScale: Math.log(2), logNoise: Math.log(0.01) },
      { points: places.map(({ point }) => point), targets: Float64Array.of(1, -1, 0) },
    );
    fc.assert(
      fc.property(anywhere, ({ point }) => {
        expect(one.predict({ point, rung: 0 }).variance).toBeCloseTo(plain.predict(point).variance, 8);
      }),
    );
  });

  it('goes through what was observed without noise, at each rung', () => {
    const process = conditionRungs(AXES, [level({ noise: 1e-9 }), level({ noise: 1e-9, scale: 0.2 })], FOUND);
    FOUND.places.forEach((at, i) => {
      expect(process.predict(at).mean).toBeCloseTo(FOUND.targets[i] as number, 4);
    });
  });

  it('carries what a low rung says on to the higher one, as far as the carry goes', () => {
    const levels = (carry: number) => [level(), level({ carry, scale: 0.01, mean: 5 })];
    const low = { places: [place(0.5, 0.5)], targets: Float64Array.of(-2) };
    const above = (carry: number) => conditionRungs(AXES, levels(carry), low).predict(place(0.5, 0.5, 0, 1));
    expect(above(1).mean).toBeCloseTo(5 - 2, 3);
    expect(above(0.5).mean).toBeCloseTo(5 - 1, 3);
    expect(above(0).mean).toBe(5);
    expect(above(1).variance).toBeCloseTo(0.01, 3);
  });

  it('learns nothing of the higher rung from the lower one where the carry is 0', () => {
    const levels = [level(), level({ carry: 0 })];
    const nothing = conditionRungs(AXES, levels, { places: [], targets: new Float64Array() });
    const low = conditionRungs(AXES, levels, { places: [place(0.3, 0.3)], targets: Float64Array.of(9) });
    expect(low.predict(place(0.3, 0.3, 0, 1))).toEqual(nothing.predict(place(0.3, 0.3, 0, 1)));
  });

  it('has the derivatives of its predictions by the numerical axes', () => {
    const process = conditionRungs(AXES, [level(), level({ carry: 0.7, scale: 0.3 })], FOUND);
    const gradient = { mean: new Float64Array(3), variance: new Float64Array(3) };
    fc.assert(
      fc.property(anywhere, fc.nat(1), ({ point, rung }, axis) => {
        process.predict({ point, rung }, gradient);
        const [mean, variance] = [gradient.mean[axis] as number, gradient.variance[axis] as number];
        const shifted = (by: number) =>
          process.predict({ point: point.map((at, k) => (k === axis ? at + by : at)), rung });
        const [up, down] = [shifted(1e-5), shifted(-1e-5)];
        expect(mean).toBeCloseTo((up.mean - down.mean) / 2e-5, 3);
        expect(variance).toBeCloseTo((up.variance - down.variance) / 2e-5, 3);
      }),
    );
  });

  it('is after more observations as if it had known them from the start', () => {
    const levels = [level({ noise: 0.1 }), level({ carry: 0.7, scale: 0.3 })];
    const part = { places: FOUND.places.slice(0, 2), targets: FOUND.targets.slice(0, 2) };
    const rest = { places: FOUND.places.slice(2), targets: FOUND.targets.slice(2) };
    const extended = conditionRungs(AXES, levels, part).extend(rest);
    const whole = conditionRungs(AXES, levels, FOUND);
    fc.assert(
      fc.property(anywhere, (at) => {
        expect(extended.predict(at)).toEqual(whole.predict(at));
      }),
    );
  });

  it('copes with the same observation made twice without noise', () => {
    const twice = { places: [place(0.5, 0.5), place(0.5, 0.5)], targets: Float64Array.of(1, 1) };
    const { mean } = conditionRungs(AXES, [level({ noise: 0 })], twice).predict(place(0.5, 0.5));
    expect(mean).toBeCloseTo(1, 3);
  });
});
