import { describe, expect, it } from 'vitest';
import {
  logExpectedImprovement,
  logImprovement,
  sumOfTerms,
} from '#core/surrogates/acquisition/acquisition.ts';
import { conditionProcess } from '#core/surrogates/gp/gaussian-process.ts';
import { expectNumbersNear, numericalGradient, referenceCases } from '#test/core/reference-values.ts';
import { axesOf, scatter } from '../model-axes.ts';

type Case = { readonly z: number; readonly value: number; readonly slope: number };

const CASES = referenceCases<Case>('log-improvement.json');

function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected)));
}

describe('the logarithm of the expected improvement', () => {
  it.each(CASES)('has the value and the slope that mpmath gives at $z', ({ z, value, slope }) => {
    expectClose(logImprovement(z).value, value);
    expectClose(logImprovement(z).slope, slope);
  });

  it('rises all the way, without a jump where one formula takes over from another', () => {
    const places = Array.from({ length: 1200 }, (_, i) => -60 + 0.05 * i);
    const values = places.map((z) => logImprovement(z).value);
    const steps = values.slice(1).map((value, i) => value - (values[i] as number));
    expect(steps.every((step) => step > 0)).toBe(true);
    for (const seam of [-50, -1]) {
      const [before, after] = [logImprovement(seam - 1e-12), logImprovement(seam + 1e-12)];
      expectNumbersNear([after.value, after.slope], [before.value, before.slope], 1e-10);
    }
  });

  it('has a gradient over the space, also where the improvement itself is 0 in floating point', () => {
    const points = scatter([null, null], 12);
    const targets = Float64Array.from(points, ([x = 0, y = 0]) => Math.cos(4 * x) + y);
    const hyperparameters = { logLengthscales: Float64Array.of(-1, 0), logScale: 0, logNoise: -9 };
    const process = conditionProcess(axesOf([null, null]), hyperparameters, { points, targets });
    for (const best of [-1, -100]) {
      const term = logExpectedImprovement(process, best, 2);
      const at = Float64Array.of(0.42, 0.58);
      const gradient = new Float64Array(2);
      const value = term(at, gradient);
      expect(Number.isFinite(value)).toBe(true);
      const difference = numericalGradient(term, at, 1e-6);
      const size = Math.max(...difference.map(Math.abs));
      expectNumbersNear(
        gradient.map((slope) => slope / size),
        difference.map((slope) => slope / size),
        1e-6,
      );
    }
  });

  it('adds terms and their gradients', () => {
    const slope = (by: number) => (point: Float64Array, gradient?: Float64Array) => {
      if (gradient !== undefined) {
        gradient[0] = (gradient[0] as number) + by;
      }
      return by * (point[0] as number);
    };
    const gradient = new Float64Array(1);
    expect(sumOfTerms([slope(2), slope(5)])(Float64Array.of(3), gradient)).toBe(21);
    expect(gradient).toEqual(Float64Array.of(7));
  });
});
