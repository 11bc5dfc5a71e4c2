import type { KernelShape } from '#core/surrogates/gp/kernel.ts';
import { matern, squaredDistance } from '#core/surrogates/gp/kernel.ts';
import type { Point } from '#core/surrogates/model-space.ts';

/** A place in the process: a configuration at a rung. */
export type Place = { readonly point: Point; readonly rung: number };

/**
 * The losses of all rungs as one Gaussian process, the product of a covariance of rungs with one of configurations, as in
 * K. Swersky, J. Snoek, R. Adams, "Multi-task Bayesian optimization", NeurIPS 2013, equation 6:
 *
 *     k((x, r), (y, q)) = between(r, q) · matern(x, y)
 *
 * Rungs form a chain: given one, what lies below tells nothing more of what lies above (M. C. Kennedy, A. O'Hagan,
 * "Predicting the output from a complex computer code when fast approximations are available", Biometrika 87, 2000,
 * equation 1). Observations have noise of their own on top.
 */
export type RungCovariance = {
  readonly shape: KernelShape;
  /** 1 / ℓ² of each axis, the same at all rungs. */
  readonly weights: Float64Array;
  /** The covariance of one configuration's losses at two rungs. */
  readonly between: readonly Float64Array[];
  /** The variance of the noise at each rung. */
  readonly noises: Float64Array;
  /** The mean of each rung before any observation. */
  readonly means: Float64Array;
};

/**
 * The covariance of the losses of one configuration at all rungs.
 *
 * @param amplitudes the deviation of each rung's losses
 * @param drifts how far each rung departs from the one below: they correlate by exp(−drift)
 */
export function chainOfRungs(amplitudes: Float64Array, drifts: Float64Array): readonly Float64Array[] {
  const between = Array.from(amplitudes, () => new Float64Array(amplitudes.length));
  amplitudes.forEach((amplitude, rung) => {
    let apart = 0;
    for (let above = rung; above < amplitudes.length; above++) {
      apart += above === rung ? 0 : (drifts[above - 1] as number);
      const covariance = amplitude * (amplitudes[above] as number) * Math.exp(-apart);
      (between[rung] as Float64Array)[above] = covariance;
      (between[above] as Float64Array)[rung] = covariance;
    }
  });
  return between;
}

export function betweenRungs(
  { between }: Pick<RungCovariance, 'between'>,
  one: number,
  other: number,
): number {
  return (between[one] as Float64Array)[other] as number;
}

/** The covariance of two places before any observation. */
export function covarianceOf(of: RungCovariance, a: Place, b: Place): number {
  return betweenRungs(of, a.rung, b.rung) * matern(squaredDistance(of.shape, a.point, b.point, of.weights));
}
