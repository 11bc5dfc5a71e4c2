import {
  factorCholesky,
  halfLogDeterminant,
  solveLower,
  solveLowerTransposed,
} from '#core/numerics/cholesky.ts';
import { invertFromCholesky } from '#core/numerics/inverse.ts';
import type { KernelShape } from '#core/surrogates/gp/kernel.ts';
import { chainOfRungs, type RungCovariance } from './rung-covariance.ts';
import { addTo, fillCovariance, fillGradient, type Workspace, workspaceFor } from './rung-gradient.ts';
import type { RungLayout } from './rung-hyperparameters.ts';
import type { PlacedObservations } from './rung-process.ts';

/** The smallest share of noise: keeps the covariance definite. */
const SMALLEST_NOISE = 1e-9;

/** The negative logarithm of a likelihood, with its gradient and the means that are most likely under it. */
export type RungLikelihood = {
  /** A covariance that is not positive definite in floating point has the value Infinity. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
  /** The process that the hyperparameters stand for. */
  covarianceFrom(theta: Float64Array): RungCovariance;
};

/** The process, its means aside. */
function unpack(shape: KernelShape, layout: RungLayout, theta: Float64Array): RungCovariance {
  const { dimensions, rungs, amplitudes, noises, drifts, size } = layout;
  const deviations = theta.slice(amplitudes, amplitudes + rungs).map(Math.exp);
  return {
    shape,
    weights: theta.slice(0, dimensions).map((log) => Math.exp(-2 * log)),
    between: chainOfRungs(deviations, theta.slice(drifts, size).map(Math.exp)),
    noises: theta
      .slice(noises, noises + rungs)
      .map((log, rung) => (deviations[rung] as number) ** 2 * (Math.exp(log) + SMALLEST_NOISE)),
    means: new Float64Array(rungs),
  };
}

/** α = K⁻¹ (targets − means). */
function solveResiduals({ n, rungs, targets, inverse }: Workspace, means: Float64Array): Float64Array {
  const residuals = targets.map((target, i) => target - (means[rungs[i] as number] as number));
  const alpha = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = inverse[i * n + j] as number;
      addTo(alpha, i, value * (residuals[j] as number));
      addTo(alpha, j, value * (residuals[i] as number));
    }
    addTo(alpha, i, (inverse[i * n + i] as number) * (residuals[i] as number));
  }
  return alpha;
}

/** αᵀ (targets − means), and what the means' departure from their expectation adds. */
function misfit(
  { rungs, targets }: Workspace,
  alpha: Float64Array,
  means: Float64Array,
  belief: MeanBelief,
): number {
  const ofTargets = alpha.reduce(
    (sum, value, i) => sum + value * ((targets[i] as number) - (means[rungs[i] as number] as number)),
    0,
  );
  return means.reduce(
    (sum, mean, rung) =>
      sum + (belief.precisions[rung] as number) * (mean - (belief.means[rung] as number)) ** 2,
    ofTargets,
  );
}

/**
 * The marginal likelihood of the observations of all rungs (Rasmussen and Williams 2006, equations 5.8 and 5.9), up to a
 * constant.
 *
 * @param belief what is believed of the rungs' means beforehand
 */
export function rungLikelihood(
  shape: KernelShape,
  layout: RungLayout,
  observations: PlacedObservations,
  belief: MeanBelief,
): RungLikelihood {
  const work = workspaceFor(shape, observations);
  const invert = (covariance: RungCovariance): boolean => {
    fillCovariance(work, covariance);
    if (!factorCholesky(work.factor, work.n)) {
      return false;
    }
    invertFromCholesky(work.factor, work.n, work.scratch, work.inverse);
    return true;
  };
  const likelyMeans = () => meansOfRungs(work.inverse, work.rungs, work.targets, belief);
  return {
    evaluate: (theta, gradient) => {
      const covariance = unpack(shape, layout, theta);
      if (!invert(covariance)) {
        return Number.POSITIVE_INFINITY;
      }
      const means = likelyMeans();
      const alpha = solveResiduals(work, means);
      fillGradient(work, { alpha, layout, covariance, theta }, gradient);
      return 0.5 * misfit(work, alpha, means, belief) + halfLogDeterminant(work.factor, work.n);
    },
    covarianceFrom: (theta) => {
      const covariance = unpack(shape, layout, theta);
      return invert(covariance)
        ? { ...covariance, means: likelyMeans() }
        : { ...covariance, means: belief.means };
    },
  };
}

/** What is known of the rungs' means beside the covariance of the observations. */
export type MeanBelief = {
  /** The mean that each rung is expected to have, and how certainly (1 / variance). */
  readonly means: Float64Array;
  readonly precisions: Float64Array;
};

/** The sums of K⁻¹ over the observations of each pair of rungs, and of K⁻¹ times the targets over those of each rung. */
function sumsByRung(
  inverse: Float64Array,
  rungs: Uint8Array,
  targets: Float64Array,
  count: number,
): { readonly matrix: Float64Array; readonly vector: Float64Array } {
  const n = targets.length;
  const matrix = new Float64Array(count * count);
  const vector = new Float64Array(count);
  const add = (i: number, j: number, value: number) => {
    const [one, other] = [rungs[i] as number, rungs[j] as number];
    matrix[one * count + other] = (matrix[one * count + other] as number) + value;
    vector[one] = (vector[one] as number) + value * (targets[j] as number);
  };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const value = inverse[i * n + j] as number;
      add(i, j, value);
      add(j, i, value);
    }
    add(i, i, inverse[i * n + i] as number);
  }
  return { matrix, vector };
}

/**
 * The most probable mean of each rung: generalised least squares (Rasmussen and Williams 2006, equation 2.42). A rung
 * whose configurations were chosen for what they showed below is not taken to be as good everywhere.
 *
 * @param inverse of the covariance of the observations, its lower triangle
 * @param rungs of the observations
 */
function meansOfRungs(
  inverse: Float64Array,
  rungs: Uint8Array,
  targets: Float64Array,
  { means, precisions }: MeanBelief,
): Float64Array {
  const count = means.length;
  const { matrix, vector } = sumsByRung(inverse, rungs, targets, count);
  means.forEach((mean, rung) => {
    const precision = precisions[rung] as number;
    matrix[rung * count + rung] = (matrix[rung * count + rung] as number) + precision;
    vector[rung] = (vector[rung] as number) + precision * mean;
  });
  factorCholesky(matrix, count);
  solveLower(matrix, count, vector, count);
  solveLowerTransposed(matrix, count, vector, count);
  return vector;
}
