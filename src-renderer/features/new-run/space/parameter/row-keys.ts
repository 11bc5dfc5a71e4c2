/** Rows of the table by name, each with the key under which it stays the same row. */
export type KeyedRows = { readonly names: readonly string[]; readonly keys: readonly number[] };

export const NO_ROWS: KeyedRows = { names: [], keys: [] };

/**
 * Keys for the rows of a changed space: a parameter keeps its key when it is moved, and when it alone is renamed; no key
 * comes back under another parameter.
 */
export function keyedRows(before: KeyedRows, names: readonly string[]): KeyedRows {
  const known = new Map(before.names.map((name, index) => [name, before.keys[index]]));
  const there = new Set(names);
  let next = Math.max(-1, ...before.keys) + 1;
  const keys = names.map((name, index) => {
    const inPlace = before.names[index];
    const isRenamed =
      before.names.length === names.length &&
      inPlace !== undefined &&
      !there.has(inPlace) &&
      !known.has(name);
    const kept = isRenamed ? before.keys[index] : known.get(name);
    if (kept !== undefined) {
      return kept;
    }
    next += 1;
    return next - 1;
  });
  return { names, keys };
}
