import { factorCholesky, solveLower, solveLowerTransposed } from '#core/numerics/cholesky.ts';

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
export function meansOfRungs(
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
