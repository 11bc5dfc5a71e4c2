/**
 * Dense symmetric linear algebra on row-major `Float64Array`s of n × n numbers, of which the lower triangle counts.
 * Loops are blocked and unrolled by two, so that each number that is loaded serves two products.
 */

/** Columns that are factored together: a panel of this width stays in the processor's cache. */
const BLOCK = 48;

/** The product of the rows that begin at `a` and `b`, over `width` numbers. */
function dot(m: Float64Array, a: number, b: number, width: number): number {
  let even = 0;
  let odd = 0;
  let k = 0;
  for (; k + 1 < width; k += 2) {
    even += (m[a + k] as number) * (m[b + k] as number);
    odd += (m[a + k + 1] as number) * (m[b + k + 1] as number);
  }
  return k < width ? even + odd + (m[a + k] as number) * (m[b + k] as number) : even + odd;
}

/** Factors columns `from` to `to`; false where a pivot is not positive. */
function factorPanel(m: Float64Array, n: number, from: number, to: number): boolean {
  for (let j = from; j < to; j++) {
    const row = j * n;
    const pivot = (m[row + j] as number) - dot(m, row + from, row + from, j - from);
    if (!(pivot > 0)) {
      return false;
    }
    const root = Math.sqrt(pivot);
    m[row + j] = root;
    for (let i = j + 1; i < n; i++) {
      const at = i * n;
      m[at + j] = ((m[at + j] as number) - dot(m, at + from, row + from, j - from)) / root;
    }
  }
  return true;
}

/** Subtracts a panel's products from rows `i` and `i + 1` at columns `j` and `j + 1`. */
function subtractTile(m: Float64Array, n: number, tile: readonly [i: number, j: number], panel: Panel): void {
  const [i, j] = tile;
  const a = i * n + panel.from;
  const b = j * n + panel.from;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let k = 0; k < panel.width; k++) {
    const x0 = m[a + k] as number;
    const x1 = m[a + n + k] as number;
    const y0 = m[b + k] as number;
    const y1 = m[b + n + k] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s10 += x1 * y0;
    s11 += x1 * y1;
  }
  const at = i * n + j;
  m[at] = (m[at] as number) - s00;
  m[at + 1] = (m[at + 1] as number) - s01;
  m[at + n] = (m[at + n] as number) - s10;
  m[at + n + 1] = (m[at + n + 1] as number) - s11;
}

type Panel = { readonly from: number; readonly width: number };

/** Subtracts a panel's products from everything to its right; may write above the diagonal, which counts for nothing. */
function subtractPanel(m: Float64Array, n: number, panel: Panel): void {
  const first = panel.from + panel.width;
  for (let i = first; i + 1 < n; i += 2) {
    for (let j = first; j <= i; j += 2) {
      subtractTile(m, n, [i, j], panel);
    }
  }
  if ((n - first) % 2 === 1) {
    const row = (n - 1) * n;
    for (let j = first; j < n; j++) {
      m[row + j] = (m[row + j] as number) - dot(m, row + panel.from, j * n + panel.from, panel.width);
    }
  }
}

/**
 * Replaces the lower triangle of a symmetric matrix by its Cholesky factor L (A = L Lᵀ), right-looking by blocks
 * (Golub and Van Loan, "Matrix Computations", 4th edition, section 4.2.6). What is above the diagonal is undefined.
 *
 * @returns false where the matrix is not positive definite in floating point; its content is undefined then
 */
export function factorCholesky(m: Float64Array, n: number): boolean {
  for (let from = 0; from < n; from += BLOCK) {
    const to = Math.min(n, from + BLOCK);
    if (!factorPanel(m, n, from, to)) {
      return false;
    }
    subtractPanel(m, n, { from, width: to - from });
  }
  return true;
}

/**
 * The factor of a matrix of `size` rows whose first n rows have the factor `l`: in O(n²) for each row more, where to
 * factor all anew takes O(n³).
 *
 * @param fillRow writes row i of the matrix up to its diagonal
 * @returns null where the matrix is not positive definite in floating point
 */
export function extendCholesky(
  l: Float64Array,
  n: number,
  size: number,
  fillRow: (row: Float64Array, i: number) => void,
): Float64Array | null {
  const extended = new Float64Array(size * size);
  for (let i = 0; i < n; i++) {
    extended.set(l.subarray(i * n, i * n + i + 1), i * size);
  }
  for (let i = n; i < size; i++) {
    const row = extended.subarray(i * size, i * size + i + 1);
    fillRow(row, i);
    solveLower(extended, size, row, i);
    const pivot = (row[i] as number) - dot(extended, i * size, i * size, i);
    if (!(pivot > 0)) {
      return null;
    }
    row[i] = Math.sqrt(pivot);
  }
  return extended;
}

/** Replaces `b` by L⁻¹ b, for the first n numbers; row `i` of the factor begins at `i * stride`. */
export function solveLower(l: Float64Array, stride: number, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    const row = i * stride;
    let even = b[i] as number;
    let odd = 0;
    let k = 0;
    for (; k + 1 < i; k += 2) {
      even -= (l[row + k] as number) * (b[k] as number);
      odd -= (l[row + k + 1] as number) * (b[k + 1] as number);
    }
    if (k < i) {
      even -= (l[row + k] as number) * (b[k] as number);
    }
    b[i] = (even + odd) / (l[row + i] as number);
  }
}

/** Replaces `b` by L⁻ᵀ b; runs along rows, although Lᵀ is solved from its columns. */
export function solveLowerTransposed(l: Float64Array, stride: number, b: Float64Array, n: number): void {
  for (let i = n - 1; i >= 0; i--) {
    const row = i * stride;
    const x = (b[i] as number) / (l[row + i] as number);
    b[i] = x;
    for (let k = 0; k < i; k++) {
      b[k] = (b[k] as number) - (l[row + k] as number) * x;
    }
  }
}

/** The sum of the logarithms of the factor's diagonal: half the logarithm of the determinant. */
export function halfLogDeterminant(l: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += Math.log(l[i * n + i] as number);
  }
  return sum;
}
