import {
  factorCholesky,
  halfLogDeterminant,
  solveLower,
  solveLowerTransposed,
} from '#core/numerics/cholesky.ts';
import { invertFromCholesky } from '#core/numerics/inverse.ts';
import type { Differentiable } from '#core/numerics/minimise.ts';
import type { Point } from '../model-space.ts';
import { type KernelShape, maternFromSlope, maternSlope, separate } from './kernel.ts';

/** Points with what was observed there: targets of mean about 0 and variance about 1. */
export type Observations = { readonly points: readonly Point[]; readonly targets: Float64Array };

/** Memory for one fit, reused by every evaluation of the likelihood. */
type Workspace = {
  readonly separations: Float64Array;
  readonly slopes: Float64Array;
  readonly factor: Float64Array;
  readonly scratch: Float64Array;
  readonly inverse: Float64Array;
};

/** The separations of all pairs of points, axis by axis: (1, 0), (2, 0), (2, 1), … */
export function allSeparations(shape: KernelShape, points: readonly Point[]): Float64Array {
  const n = points.length;
  const result = new Float64Array((n * (n - 1) * shape.dimensions) / 2);
  let at = 0;
  for (let i = 1; i < n; i++) {
    for (let j = 0; j < i; j++) {
      separate(shape, points[i] as Point, points[j] as Point, result, at);
      at += shape.dimensions;
    }
  }
  return result;
}

/** The covariance matrix into `factor`, and what its gradient needs of each pair into `slopes`. */
function fillCovariance(
  work: Workspace,
  n: number,
  weights: Float64Array,
  scale: number,
  noise: number,
): void {
  const { separations, slopes, factor } = work;
  const dimensions = weights.length;
  for (let i = 0, pair = 0, at = 0; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) {
      let squared = 0;
      for (let k = 0; k < dimensions; k++, at++) {
        squared += (separations[at] as number) * (weights[k] as number);
      }
      const slope = maternSlope(squared);
      factor[i * n + j] = scale * maternFromSlope(squared, slope);
      slopes[pair] = scale * slope;
    }
    factor[i * n + i] = scale + noise;
  }
}

/**
 * The gradient by the logarithms of the lengthscales: half the trace of (K⁻¹ − α αᵀ) ∂K.
 *
 * @returns the trace of K⁻¹ − α αᵀ itself, from which the derivatives by scale and noise follow
 */
function lengthscaleGradient(
  work: Workspace,
  alpha: Float64Array,
  weights: Float64Array,
  gradient: Float64Array,
): number {
  const { separations, slopes, inverse } = work;
  const n = alpha.length;
  const dimensions = weights.length;
  const sums = new Float64Array(dimensions);
  let trace = 0;
  for (let i = 0, pair = 0, at = 0; i < n; i++) {
    for (let j = 0; j < i; j++, pair++) {
      const slope =
        ((inverse[i * n + j] as number) - (alpha[i] as number) * (alpha[j] as number)) *
        (slopes[pair] as number);
      for (let k = 0; k < dimensions; k++, at++) {
        sums[k] = (sums[k] as number) + slope * (separations[at] as number);
      }
    }
    trace += (inverse[i * n + i] as number) - (alpha[i] as number) ** 2;
  }
  for (let k = 0; k < dimensions; k++) {
    gradient[k] = (sums[k] as number) * (weights[k] as number);
  }
  return trace;
}

/**
 * The negative logarithm of the marginal likelihood of the observations (Rasmussen and Williams 2006, equations 5.8 and
 * 5.9), a function of the logarithms of lengthscales, scale and noise, with its gradient. The mean is the constant
 * that is most likely under the same covariance.
 *
 * A covariance that is not positive definite in floating point has the value Infinity.
 */
export function negativeLogLikelihood(shape: KernelShape, { points, targets }: Observations): Differentiable {
  const n = points.length;
  const work: Workspace = {
    separations: allSeparations(shape, points),
    slopes: new Float64Array((n * (n - 1)) / 2),
    factor: new Float64Array(n * n),
    scratch: new Float64Array(n * n),
    inverse: new Float64Array(n * n),
  };
  const { dimensions } = shape;
  return (theta, gradient) => {
    const weights = Float64Array.from({ length: dimensions }, (_, k) => Math.exp(-2 * (theta[k] as number)));
    const scale = Math.exp(theta[dimensions] as number);
    const noise = Math.exp(theta[dimensions + 1] as number);
    fillCovariance(work, n, weights, scale, noise);
    if (!factorCholesky(work.factor, n)) {
      return Number.POSITIVE_INFINITY;
    }
    const { alpha } = centred(work.factor, targets);
    let fit = 0;
    for (let i = 0; i < n; i++) {
      fit += (alpha[i] as number) * (targets[i] as number);
    }
    invertFromCholesky(work.factor, n, work.scratch, work.inverse);
    const byNoise = 0.5 * noise * lengthscaleGradient(work, alpha, weights, gradient);
    gradient[dimensions + 1] = byNoise;
    // The trace of (K⁻¹ − α αᵀ) K is n − αᵀ K α; what of it does not belong to the noise belongs to the scale.
    gradient[dimensions] = 0.5 * (n - fit) - byNoise;
    return 0.5 * fit + halfLogDeterminant(work.factor, n) + 0.5 * n * Math.log(2 * Math.PI);
  };
}

/** The most likely constant mean and α = K⁻¹ (targets − mean), from the factor of K. */
export function centred(
  factor: Float64Array,
  targets: Float64Array,
): { readonly mean: number; readonly alpha: Float64Array } {
  const n = targets.length;
  const ones = new Float64Array(n).fill(1);
  solveLower(factor, n, ones, n);
  const alpha = targets.slice();
  solveLower(factor, n, alpha, n);
  let numerator = 0;
  let denominator = 0;
  for (let i = 0; i < n; i++) {
    numerator += (ones[i] as number) * (alpha[i] as number);
    denominator += (ones[i] as number) ** 2;
  }
  const mean = numerator / denominator;
  for (let i = 0; i < n; i++) {
    alpha[i] = (alpha[i] as number) - mean * (ones[i] as number);
  }
  solveLowerTransposed(factor, n, alpha, n);
  return { mean, alpha };
}
