import { millsRatio, normalCdf, normalDensity } from '#core/space/normal-distribution.ts';

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
