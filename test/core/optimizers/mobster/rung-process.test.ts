import { describe, expect, it } from 'vitest';
import { chainOfRungs, type Place, type RungCovariance } from '#core/optimizers/mobster/rung-covariance.ts';
import { conditionRungs, type PlacedObservations } from '#core/optimizers/mobster/rung-process.ts';
import { conditionProcess } from '#core/surrogates/gp/gaussian-process.ts';
import { kernelShape } from '#core/surrogates/gp/kernel.ts';
import type { ModelAxis } from '#core/surrogates/model-space.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { categorical, float } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';

const AXES: readonly ModelAxis[] = createModelSpace([
  float(0, 1, { name: 'x' }),
  float(0, 1, { name: 'y' }),
  categorical(['a', 'b'], { name: 'kind' }),
]).axes;

type Rungs = {
  readonly amplitudes: number[];
  readonly drifts?: number[];
  readonly noise?: number;
  readonly means?: number[];
};

function over({
  amplitudes,
  drifts = [],
  noise = 1e-6,
  means = amplitudes.map(() => 0),
}: Rungs): RungCovariance {
  return {
    shape: kernelShape(AXES),
    weights: Float64Array.of(4, 9, 1),
    between: chainOfRungs(Float64Array.from(amplitudes), Float64Array.from(drifts)),
    noises: new Float64Array(amplitudes.length).fill(noise),
    means: Float64Array.from(means),
  };
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
    const one = conditionRungs(over({ amplitudes: [Math.SQRT2], noise: 0.01 }), {
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
    const process = conditionRungs(over({ amplitudes: [1, 1], drifts: [0.2], noise: 1e-9 }), FOUND);
    FOUND.places.forEach((at, i) => {
      expect(process.predict(at).mean).toBeCloseTo(FOUND.targets[i] as number, 4);
    });
  });

  it('expects of a higher rung what a low one says, as far as they correlate and vary', () => {
    const low = { places: [place(0.5, 0.5)], targets: Float64Array.of(-2) };
    const above = (correlation: number) =>
      conditionRungs(
        over({ amplitudes: [1, 2], drifts: [-Math.log(correlation)], means: [0, 5] }),
        low,
      ).predict(place(0.5, 0.5, 0, 1));
    expect(above(1).mean).toBeCloseTo(5 - 4, 3);
    expect(above(0.5).mean).toBeCloseTo(5 - 2, 3);
    expect(above(0).mean).toBe(5);
    expect(above(0.5).variance).toBeCloseTo(4 * (1 - 0.25), 3);
  });

  it('knows less of each rung the farther it is from the one observed', () => {
    const { predict } = conditionRungs(over({ amplitudes: [1, 1, 1], drifts: [0.3, 0.3] }), {
      places: [place(0.5, 0.5)],
      targets: Float64Array.of(1),
    });
    const variances = [0, 1, 2].map((rung) => predict(place(0.5, 0.5, 0, rung)).variance);
    expect(variances).toEqual(variances.toSorted((a, b) => a - b));
  });

  it('has the derivatives of its predictions by the numerical axes', () => {
    const process = conditionRungs(over({ amplitudes: [1, 1.5], drifts: [0.4] }), FOUND);
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
    const covariance = over({ amplitudes: [1, 1.5], drifts: [0.4], noise: 0.1 });
    const part = { places: FOUND.places.slice(0, 2), targets: FOUND.targets.slice(0, 2) };
    const rest = { places: FOUND.places.slice(2), targets: FOUND.targets.slice(2) };
    const extended = conditionRungs(covariance, part).extend(rest);
    const whole = conditionRungs(covariance, FOUND);
    fc.assert(
      fc.property(anywhere, (at) => {
        expect(extended.predict(at)).toEqual(whole.predict(at));
      }),
    );
  });

  it('copes with the same observation made twice without noise', () => {
    const twice = { places: [place(0.5, 0.5), place(0.5, 0.5)], targets: Float64Array.of(1, 1) };
    const { mean } = conditionRungs(over({ amplitudes: [1], noise: 0 }), twice).predict(place(0.5, 0.5));
    expect(mean).toBeCloseTo(1, 3);
  });
});
