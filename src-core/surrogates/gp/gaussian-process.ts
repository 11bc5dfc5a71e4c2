import { extendCholesky, solveLower, solveLowerTransposed } from '#core/numerics/cholesky.ts';
import { factorJittered } from '#core/numerics/jittered-cholesky.ts';
import type { ModelAxis, Point } from '../model-space.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { type KernelShape, kernelShape, matern, maternSlope, squaredDistance } from './kernel.ts';
import { centred, type Observations } from './likelihood.ts';
import { addDerivatives, type PredictionGradient } from './prediction-gradient.ts';

/** A normal distribution of the function's value at one point; of the function alone, without noise. */
export type Prediction = { readonly mean: number; readonly variance: number };

/** A Gaussian process after observations. */
export type GaussianProcess = {
  /** The function at a point, in the units of the targets; its derivatives too where there is room for them. */
  predict(point: Point, gradient?: PredictionGradient): Prediction;
  /** The covariance of the function's values at two points. */
  covariance(one: Point, other: Point): number;
  /** The function's mean at each point that was observed, in their order: the targets without their noise. */
  readonly fitted: Float64Array;
  /** The variance of the noise that an observation has on top of the function. */
  readonly noise: number;
  /** This process after more observations, with the same hyperparameters. */
  extend(more: Observations): GaussianProcess;
};

/** The variance that rounding leaves of none. */
const SMALLEST_VARIANCE = 1e-12;

type Trained = {
  readonly shape: KernelShape;
  readonly weights: Float64Array;
  readonly scale: number;
  readonly noise: number;
  readonly points: readonly Point[];
  readonly targets: Float64Array;
};

/** Writes the covariances of point i with those before it and with itself. */
function fillRow({ shape, weights, scale, noise, points }: Trained, row: Float64Array, i: number): void {
  const point = points[i] as Point;
  for (let j = 0; j < i; j++) {
    row[j] = scale * matern(squaredDistance(shape, point, points[j] as Point, weights));
  }
  row[i] = scale + noise;
}

/** The factor of the covariance of all points. */
function factorCovariance(trained: Trained): Float64Array {
  const n = trained.points.length;
  return factorJittered(n, (matrix) => {
    for (let i = 0; i < n; i++) {
      fillRow(trained, matrix.subarray(i * n, i * n + i + 1), i);
    }
  });
}

/** L⁻¹ times the covariances of a point with those that were observed. */
function whiten({ shape, weights, scale, points }: Trained, factor: Float64Array, at: Point): Float64Array {
  const covariances = Float64Array.from(
    points,
    (point) => scale * matern(squaredDistance(shape, at, point, weights)),
  );
  solveLower(factor, points.length, covariances, points.length);
  return covariances;
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
}

/** @param factor of the covariance of all points */
function processOf(trained: Trained, factor: Float64Array): GaussianProcess {
  const { shape, weights, scale, points, targets } = trained;
  const n = points.length;
  const { mean, alpha } = centred(factor, targets);
  const squared = new Float64Array(n);
  const solved = new Float64Array(n);
  return {
    noise: trained.noise,
    // The covariance without noise times α, since all of it times α is what the targets differ from the mean.
    fitted: targets.map((target, i) => target - trained.noise * (alpha[i] as number)),
    covariance: (one, other) => {
      const between = scale * matern(squaredDistance(shape, one, other, weights));
      return between - product(whiten(trained, factor, one), whiten(trained, factor, other));
    },
    extend: (more) => {
      const all = {
        ...trained,
        points: [...points, ...more.points],
        targets: Float64Array.from([...targets, ...more.targets]),
      };
      const extended = extendCholesky(factor, n, all.points.length, (row, i) => fillRow(all, row, i));
      return processOf(all, extended ?? factorCovariance(all));
    },
    predict: (point, gradient) => {
      let sum = mean;
      for (let i = 0; i < n; i++) {
        squared[i] = squaredDistance(shape, point, points[i] as Point, weights);
        solved[i] = scale * matern(squared[i] as number);
        sum += (solved[i] as number) * (alpha[i] as number);
      }
      solveLower(factor, n, solved, n);
      let explained = 0;
      for (let i = 0; i < n; i++) {
        explained += (solved[i] as number) ** 2;
      }
      if (gradient !== undefined) {
        gradient.mean.fill(0);
        gradient.variance.fill(0);
        solveLowerTransposed(factor, n, solved, n);
        for (let i = 0; i < n; i++) {
          const slope = -scale * maternSlope(squared[i] as number);
          const pair = { at: point, point: points[i] as Point, weights, slope };
          addDerivatives(
            shape,
            pair,
            { ofMean: alpha[i] as number, ofVariance: solved[i] as number },
            gradient,
          );
        }
      }
      return { mean: sum, variance: Math.max(scale - explained, SMALLEST_VARIANCE * scale) };
    },
  };
}

/** The process of Rasmussen and Williams 2006, algorithm 2.1, with the constant mean that is most likely. */
export function conditionProcess(
  axes: readonly ModelAxis[],
  { logLengthscales, logScale, logNoise }: Hyperparameters,
  { points, targets }: Observations,
): GaussianProcess {
  const trained = {
    shape: kernelShape(axes),
    weights: logLengthscales.map((log) => Math.exp(-2 * log)),
    scale: Math.exp(logScale),
    noise: Math.exp(logNoise),
    points,
    targets,
  };
  return processOf(trained, factorCovariance(trained));
}
