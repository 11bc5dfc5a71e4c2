import type { Point } from '../model-space.ts';
import type { KernelShape } from './kernel.ts';

/** Derivatives of a prediction by the point's numerical axes; 0 for choices. Filled in place. */
export type PredictionGradient = { readonly mean: Float64Array; readonly variance: Float64Array };

/** How a prediction changes with its covariance with one observation. */
export type Effect = { readonly ofMean: number; readonly ofVariance: number };

/**
 * Adds the derivatives that come through the covariance of `at` with the observed `point`.
 *
 * @param slope of that covariance: twice its derivative by the squared distance, which is −scale · `maternSlope`
 */
export function addDerivatives(
  { dimensions, isChoice }: KernelShape,
  {
    at,
    point,
    weights,
    slope,
  }: { readonly at: Point; readonly point: Point; readonly weights: Float64Array; readonly slope: number },
  { ofMean, ofVariance }: Effect,
  gradient: PredictionGradient,
): void {
  for (let k = 0; k < dimensions; k++) {
    if (isChoice[k] === 0) {
      const change = slope * ((at[k] as number) - (point[k] as number)) * (weights[k] as number);
      gradient.mean[k] = (gradient.mean[k] as number) + ofMean * change;
      gradient.variance[k] = (gradient.variance[k] as number) - 2 * ofVariance * change;
    }
  }
}
