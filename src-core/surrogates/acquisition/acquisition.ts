import type { GaussianProcess } from '../gp/gaussian-process.ts';
import type { PredictionGradient } from '../gp/prediction-gradient.ts';
import type { Point } from '../model-space.ts';
import { logImprovement } from './log-expected-improvement.ts';

/**
 * The logarithm of how much an evaluation at a point is worth; terms add up. Adds its derivatives by the numerical axes
 * to `gradient` where one is given.
 */
export type AcquisitionTerm = (point: Point, gradient?: Float64Array) => number;

function roomFor(dimensions: number): PredictionGradient {
  return { mean: new Float64Array(dimensions), variance: new Float64Array(dimensions) };
}

/** Adds factors of a prediction's derivatives to a gradient. */
function chain(gradient: Float64Array, of: PredictionGradient, byMean: number, byVariance: number): void {
  for (let k = 0; k < gradient.length; k++) {
    gradient[k] =
      (gradient[k] as number) + byMean * (of.mean[k] as number) + byVariance * (of.variance[k] as number);
  }
}

/**
 * The logarithm of the improvement below `best` that the process expects (Ament et al. 2023, equation 9).
 *
 * @param best in the units of the process's targets
 */
export function logExpectedImprovement(
  process: Pick<GaussianProcess, 'predict'>,
  best: number,
  dimensions: number,
): AcquisitionTerm {
  const slopes = roomFor(dimensions);
  return (point, gradient) => {
    const { mean, variance } = process.predict(point, gradient === undefined ? undefined : slopes);
    const deviation = Math.sqrt(variance);
    const z = (best - mean) / deviation;
    const { value, slope } = logImprovement(z);
    if (gradient !== undefined) {
      chain(gradient, slopes, -slope / deviation, (1 - z * slope) / (2 * variance));
    }
    return Math.log(deviation) + value;
  };
}

/** The sum of terms: the logarithm of a product. */
export function sumOfTerms(terms: readonly AcquisitionTerm[]): AcquisitionTerm {
  return (point, gradient) => terms.reduce((sum, term) => sum + term(point, gradient), 0);
}

/** A term times a factor: the logarithm of a power. */
export function powerOf(term: AcquisitionTerm, exponent: number): AcquisitionTerm {
  return (point, gradient) => {
    if (gradient === undefined) {
      return exponent * term(point);
    }
    const own = new Float64Array(gradient.length);
    const value = exponent * term(point, own);
    for (let k = 0; k < own.length; k++) {
      gradient[k] = (gradient[k] as number) + exponent * (own[k] as number);
    }
    return value;
  };
}
