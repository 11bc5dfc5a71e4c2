import { millsRatio, normalCdf, normalDensity } from '#core/space/normal-distribution.ts';
import type { GaussianProcess } from '../gp/gaussian-process.ts';
import type { PredictionGradient } from '../gp/prediction-gradient.ts';
import type { Point } from '../model-space.ts';

/** Where the difference 1 − z R(z) loses more digits by cancellation than its series does by being cut off. */
const FAR = 50;

/** 1 − z R(z) with Mills' ratio R, which is (h(−z) / density): about 1 / z². */
function shortfall(z: number): number {
  if (z < FAR) {
    return 1 - z * millsRatio(z);
  }
  const s = 1 / (z * z);
  return s * (1 - s * (3 - s * (15 - s * (105 - s * 945))));
}

/**
 * The logarithm of h(z) = φ(z) + z Φ(z), the improvement expected of a standard normal below z, with its derivative
 * Φ(z) / h(z); exact to about 12 digits wherever z is finite, also where h itself is 0 in floating point.
 *
 * S. Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization", NeurIPS 2023, section
 * 4.1 and appendix A.1; here with Mills' ratio in the place of the scaled complementary error function.
 */
export function logImprovement(z: number): { readonly value: number; readonly slope: number } {
  if (z > -1) {
    const below = normalCdf(z);
    const h = normalDensity(z) + z * below;
    return { value: Math.log(h), slope: below / h };
  }
  const rest = shortfall(-z);
  return {
    value: -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) + Math.log(rest),
    slope: millsRatio(-z) / rest,
  };
}

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
