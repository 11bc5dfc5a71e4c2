/** Columns `j` and `j + 1` of L⁻¹, written as rows of `transposed`; both from row `j` of L on. */
function invertColumns(l: Float64Array, n: number, j: number, transposed: Float64Array): void {
  const a = j * n;
  const b = a + n;
  transposed[a + j] = 1 / (l[a + j] as number);
  transposed[a + j + 1] = (-(l[b + j] as number) * (transposed[a + j] as number)) / (l[b + j + 1] as number);
  transposed[b + j + 1] = 1 / (l[b + j + 1] as number);
  for (let i = j + 2; i < n; i++) {
    const row = i * n;
    let first = 0;
    let second = 0;
    for (let k = j; k < i; k++) {
      const factor = l[row + k] as number;
      first += factor * (transposed[a + k] as number);
      second += factor * (transposed[b + k] as number);
    }
    const pivot = l[row + i] as number;
    transposed[a + i] = -first / pivot;
    transposed[b + i] = -second / pivot;
  }
}

/** Rows `i`, `i + 1` and columns `j`, `j + 1` of Mᵀ M, where the rows of `transposed` are the columns of M. */
function multiplyTile(transposed: Float64Array, n: number, i: number, j: number, result: Float64Array): void {
  const a = i * n;
  const b = j * n;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let k = i; k < n; k++) {
    const x0 = transposed[a + k] as number;
    const x1 = transposed[a + n + k] as number;
    const y0 = transposed[b + k] as number;
    const y1 = transposed[b + n + k] as number;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s10 += x1 * y0;
    s11 += x1 * y1;
  }
  result[a + j] = s00;
  result[a + j + 1] = s01;
  result[a + n + j] = s10;
  result[a + n + j + 1] = s11;
}

/** The last row where n is odd. */
function multiplyLastRow(transposed: Float64Array, n: number, result: Float64Array): void {
  const last = n * n - 1;
  for (let j = 0; j < n; j++) {
    result[last - (n - 1) + j] = (transposed[last] as number) * (transposed[j * n + n - 1] as number);
  }
}

/**
 * The lower triangle of (L Lᵀ)⁻¹ into `result`; what is above the diagonal is undefined. L⁻¹ is kept by columns in
 * `workspace` (n × n too), so that both passes run along contiguous memory.
 */
export function invertFromCholesky(
  l: Float64Array,
  n: number,
  workspace: Float64Array,
  result: Float64Array,
): void {
  workspace.fill(0);
  for (let j = 0; j + 1 < n; j += 2) {
    invertColumns(l, n, j, workspace);
  }
  if (n % 2 === 1) {
    workspace[n * n - 1] = 1 / (l[n * n - 1] as number);
    multiplyLastRow(workspace, n, result);
  }
  for (let i = 0; i + 1 < n; i += 2) {
    for (let j = 0; j <= i; j += 2) {
      multiplyTile(workspace, n, i, j, result);
    }
  }
}
