import type { Trial } from '#core/contract/trial.ts';
import type { Column, SortKey } from './columns.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

function numbersOf(keys: readonly SortKey[], descending: boolean): Float64Array {
  const sign = descending ? -1 : 1;
  return Float64Array.from(keys, (key) => (typeof key === 'number' ? sign * key : Number.NaN));
}

/** The places of the keys in order; those without a key come last, equal ones keep their order. */
function sortedPlaces(keys: readonly SortKey[], descending: boolean): Uint32Array {
  const places = Uint32Array.from(keys, (_, index) => index);
  if (keys.every((key) => key === null || typeof key === 'number')) {
    const numbers = numbersOf(keys, descending);
    return places.sort((a, b) => compareNumbers(numbers[a] ?? Number.NaN, numbers[b] ?? Number.NaN) || a - b);
  }
  const sign = descending ? -1 : 1;
  return places.sort((a, b) => compareTexts(keys[a] ?? null, keys[b] ?? null, sign) || a - b);
}

function compareNumbers(a: number, b: number): number {
  // NaN stands for no number.
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return a === b ? 0 : a - b || Math.sign(a) - Math.sign(b);
}

function compareTexts(a: SortKey, b: SortKey, sign: number): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  const [left, right] = [String(a), String(b)];
  return left === right ? 0 : sign * (left < right ? -1 : 1);
}

/** Trials in the order of a column. Without one, and for the column of names, the oldest first. */
export function sortTrials(
  trials: readonly Trial[],
  sort: Sort | null,
  columns: readonly Column[],
): readonly Trial[] {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === null || column === undefined) {
    return trials;
  }
  if (column.id === 'trial') {
    return sort.descending ? trials.toReversed() : trials;
  }
  const places = sortedPlaces(trials.map(column.keyOf), sort.descending);
  const sorted: Trial[] = [];
  for (const place of places) {
    const trial = trials[place];
    if (trial) {
      sorted.push(trial);
    }
  }
  return sorted;
}
