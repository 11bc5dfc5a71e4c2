import { factorCholesky } from './cholesky.ts';

/** What is added to the diagonal at first and at most, as a share of its mean. */
const FIRST_JITTER = 1e-10;
const MOST_JITTER = 1;

/**
 * The Cholesky factor of a covariance, row-major, its lower triangle alone. Where rounding has made the covariance
 * indefinite, a growing share of the variance is added to its diagonal until it has a factor.
 *
 * @param fill writes the lower triangle with its diagonal; called anew for each share
 * @throws RangeError where no share is enough: an entry is no number, or the matrix is no covariance
 */
export function factorJittered(n: number, fill: (matrix: Float64Array) => void): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let jitter = 0; jitter <= MOST_JITTER; jitter = jitter === 0 ? FIRST_JITTER : jitter * 10) {
    fill(matrix);
    addToDiagonal(matrix, n, jitter);
    if (factorCholesky(matrix, n)) {
      return matrix;
    }
  }
  throw new RangeError(
    `A covariance has a Cholesky factor; this one of ${n} rows has none: an entry is not finite, or it is indefinite`,
  );
}

function addToDiagonal(matrix: Float64Array, n: number, share: number): void {
  let trace = 0;
  for (let i = 0; i < n; i++) {
    trace += matrix[i * n + i] as number;
  }
  for (let i = 0; i < n; i++) {
    matrix[i * n + i] = (matrix[i * n + i] as number) + (share * trace) / n;
  }
}
