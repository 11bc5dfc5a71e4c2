import type { Trial } from '#core/contract/trial.ts';
import type { Column, SortKey } from './columns.ts';
import { placesInOrder } from './places-in-order.ts';

export type Sort = { readonly column: string; readonly descending: boolean };

/** Words become their place in the alphabet of those that occur. */
function ranksOf(keys: readonly SortKey[]): ReadonlyMap<string, number> {
  const words = new Set<string>();
  for (const key of keys) {
    if (key !== null) {
      words.add(String(key));
    }
  }
  const ordered = [...words].sort((a, b) => (a === b ? 0 : a < b ? -1 : 1));
  return new Map(ordered.map((word, rank) => [word, rank]));
}

/** Keys as numbers that sort alike, with the opposite sign where they descend; NaN for none. */
function numbersOf(keys: readonly SortKey[], sign: 1 | -1): Float64Array {
  const ranks = keys.some((key) => typeof key === 'string') ? ranksOf(keys) : null;
  const numbers = new Float64Array(keys.length).fill(Number.NaN);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? null;
    if (key !== null) {
      numbers[index] = sign * (ranks === null ? Number(key) : (ranks.get(String(key)) ?? Number.NaN));
    }
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
  const places = placesInOrder(numbersOf(trials.map(column.keyOf), sort.descending ? -1 : 1));
  const sorted: Trial[] = [];
  for (const place of places) {
    const trial = trials[place];
    if (trial) {
      sorted.push(trial);
    }
  }
  return sorted;
}
