import type { Trial } from '#core/contract/run/trial.ts';
import type { Column } from '../columns/columns.ts';
import { placesInOrder } from './places-in-order.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

/** Words become their place in the alphabet of those that occur; among words, numbers are words too. */
function ranksOf(trials: readonly Trial[], keyOf: Column['keyOf'], sign: 1 | -1): Float64Array {
  const keys = trials.map(keyOf);
  const words = new Set(keys.flatMap((key) => (key === null ? [] : String(key))));
  const ordered = [...words].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  const ranks = new Map(ordered.map((word, rank) => [word, sign * rank]));
  return Float64Array.from(keys, (key) =>
    key === null ? Number.NaN : (ranks.get(String(key)) ?? Number.NaN),
  );
}

/** Keys as numbers that sort alike, with the opposite sign where they descend; NaN for none. */
function numbersOf(trials: readonly Trial[], keyOf: Column['keyOf'], sign: 1 | -1): Float64Array {
  const numbers = new Float64Array(trials.length);
  for (let index = 0; index < trials.length; index += 1) {
    const key = keyOf(trials[index] as Trial);
    if (typeof key === 'string') {
      return ranksOf(trials, keyOf, sign);
    }
    numbers[index] = key === null ? Number.NaN : sign * key;
  }
  return numbers;
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
  const places = placesInOrder(numbersOf(trials, column.keyOf, sort.descending ? -1 : 1));
  // Copied, it has its full length at once.
  const sorted = trials.slice();
  for (let index = 0; index < sorted.length; index += 1) {
    sorted[index] = trials[places[index] as number] as Trial;
  }
  return sorted;
}
