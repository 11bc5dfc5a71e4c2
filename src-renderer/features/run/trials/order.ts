import type { Trial } from '#core/contract/trial.ts';
import type { Column, SortKey } from './columns.ts';
import { placesInOrder } from './places-in-order.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

/** Keys as numbers that sort alike; NaN for none. Words become their place in the alphabet of those that occur. */
function numbersOf(keys: readonly SortKey[]): Float64Array {
  if (keys.every((key) => typeof key !== 'string')) {
    return Float64Array.from(keys, (key) => (typeof key === 'number' ? key : Number.NaN));
  }
  const words = [...new Set(keys)].filter((key) => key !== null).map(String);
  words.sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const ranks = new Map(words.map((word, rank) => [word, rank]));
  return Float64Array.from(keys, (key) =>
    key === null ? Number.NaN : (ranks.get(String(key)) ?? Number.NaN),
  );
}

/** The places of the keys in order; those without a key come last, equal ones keep their order. */
function sortedPlaces(keys: readonly SortKey[], descending: boolean): Uint32Array {
  const numbers = numbersOf(keys);
  if (descending) {
    for (const [index, number] of numbers.entries()) {
      numbers[index] = -number;
    }
  }
  return placesInOrder(numbers);
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
