import { describe, expect, it } from 'vitest';
import {
  extendCholesky,
  factorCholesky,
  halfLogDeterminant,
  solveLower,
  solveLowerTransposed,
} from '#core/numerics/cholesky.ts';
import { invertFromCholesky } from '#core/numerics/inverse.ts';
import { expectNumbersNear, referenceCases } from '#test/core/reference-values.ts';

type Case = {
  readonly size: number;
  readonly right: number[];
  readonly factor_last_row: number[];
  readonly half_log_determinant: number;
  readonly lower_solution: number[];
  readonly solution: number[];
  readonly inverse_last_row: number[];
  readonly inverse_diagonal: number[];
};

const CASES = referenceCases<Case>('linear-algebra.json');
/** Around the width of a block, and odd and even ones around the unrolled loops. */
const EVERY_SIZE = [1, 2, 3, 4, 5, 47, 48, 49, 50, 95, 96, 97, 98, 145];

/** The matrix of the fixtures' script. */
function positiveDefinite(n: number): Float64Array {
  const entry = (i: number, j: number) =>
    Math.exp(-Math.abs(i - j) / 7) + (i === j ? 0.05 * (1 + Math.sin(i)) : 0);
  return Float64Array.from({ length: n * n }, (_, at) => entry(Math.floor(at / n), at % n));
}

function factorOf(n: number): Float64Array {
  const factor = positiveDefinite(n);
  expect(factorCholesky(factor, n)).toBe(true);
  return factor;
}

function inverseOf(n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  invertFromCholesky(factorOf(n), n, new Float64Array(n * n), inverse);
  return inverse;
}

function column(n: number, at: (row: number) => number): Float64Array {
  return Float64Array.from({ length: n }, (_, row) => at(row));
}

describe('linear algebra, by the values of NumPy and SciPy', () => {
  it.each(CASES)('factors a positive definite matrix of $size rows', (expected) => {
    const n = expected.size;
    const factor = factorOf(n);
    expectNumbersNear(factor.slice((n - 1) * n), expected.factor_last_row, 1e-12);
    expectNumbersNear([halfLogDeterminant(factor, n)], [expected.half_log_determinant], 1e-12);
  });

  it.each(CASES)('solves systems of $size equations', ({ size, right, ...expected }) => {
    const solution = Float64Array.from(right);
    solveLower(factorOf(size), size, solution, size);
    expectNumbersNear(solution, expected.lower_solution, 1e-11);
    solveLowerTransposed(factorOf(size), size, solution, size);
    expectNumbersNear(solution, expected.solution, 1e-11);
  });

  it.each(CASES)('inverts a matrix of $size rows from its factor', ({ size, ...expected }) => {
    const inverse = inverseOf(size);
    expectNumbersNear(inverse.slice((size - 1) * size), expected.inverse_last_row, 1e-11);
    expectNumbersNear(
      column(size, (row) => inverse[row * size + row] as number),
      expected.inverse_diagonal,
      1e-11,
    );
  });
});

describe('linear algebra', () => {
  it.each(EVERY_SIZE)('gives a factor of %d rows whose product with its transpose is the matrix', (n) => {
    const factor = factorOf(n);
    const matrix = positiveDefinite(n);
    const products: number[] = [];
    const wanted: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        const row = factor.subarray(i * n, i * n + j + 1);
        products.push(row.reduce((sum, value, k) => sum + value * (factor[j * n + k] as number), 0));
        wanted.push(matrix[i * n + j] as number);
      }
    }
    expectNumbersNear(products, wanted, 1e-13);
  });

  it.each(EVERY_SIZE)('gives an inverse of %d rows whose product with the matrix is 1', (n) => {
    const inverse = inverseOf(n);
    const matrix = positiveDefinite(n);
    const at = (i: number, j: number) => inverse[Math.max(i, j) * n + Math.min(i, j)] as number;
    for (const row of new Set([0, Math.floor(n / 2), n - 1])) {
      const product = column(n, (j) =>
        column(n, (k) => at(row, k) * (matrix[k * n + j] as number)).reduce((sum, value) => sum + value, 0),
      );
      expectNumbersNear(
        product,
        column(n, (j) => Number(j === row)),
        1e-11,
      );
    }
  });

  it('solves with the first rows of a larger factor', () => {
    const solution = new Float64Array(20).fill(1);
    solveLower(factorOf(49), 49, solution, 20);
    const alone = new Float64Array(20).fill(1);
    solveLower(factorOf(20), 20, alone, 20);
    expectNumbersNear(solution, alone, 1e-13);
  });

  it.each(EVERY_SIZE)('extends a factor to %d rows as if all were factored at once', (n) => {
    const matrix = positiveDefinite(n);
    const fillRow = (row: Float64Array, i: number) => row.set(matrix.subarray(i * n, i * n + i + 1));
    const whole = factorOf(n);
    for (const known of new Set([0, Math.floor(n / 2), n - 1, n])) {
      const first = new Float64Array(known * known);
      for (let i = 0; i < known; i++) {
        first.set(matrix.subarray(i * n, i * n + i + 1), i * known);
      }
      expect(factorCholesky(first, known)).toBe(true);
      const extended = extendCholesky(first, known, n, fillRow) ?? expect.fail('it is positive definite');
      for (let i = 0; i < n; i++) {
        const row = [i * n, i * n + i + 1] as const;
        expectNumbersNear(extended.slice(...row), [...whole.slice(...row)], 1e-12);
      }
    }
  });

  it.each([
    ['indefinite', [2, 1]],
    ['singular', [1, 1]],
    ['no number', [Number.NaN, 1]],
  ])('tells of an extension that is %s', (_, last) => {
    expect(extendCholesky(Float64Array.of(1), 1, 2, (row) => row.set(last))).toBeNull();
  });

  it.each([
    ['that is indefinite', [1, 0, 2, 1]],
    ['that is singular', [1, 0, 1, 1]],
    ['with a NaN', [1, 0, Number.NaN, 1]],
  ])('tells of a matrix %s', (_, matrix) => {
    expect(factorCholesky(Float64Array.from(matrix), 2)).toBe(false);
  });

  it('tells of an indefinite matrix beyond the first block', () => {
    const matrix = positiveDefinite(60);
    matrix[59 * 60 + 59] = -1;
    expect(factorCholesky(matrix, 60)).toBe(false);
  });
});
