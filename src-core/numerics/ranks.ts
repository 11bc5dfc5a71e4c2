import { firstWhere } from './first-where.ts';

/** Ranks from 1; equal values share the mean of theirs. */
export function ranksOf(values: Float64Array): Float64Array {
  const sorted = values.slice().sort();
  return values.map((value) => {
    // NaN sorts last and is neither below a value nor beyond it: both conditions hold there.
    const below = firstWhere(sorted.length, (place) => !((sorted[place] as number) < value));
    const upTo = firstWhere(sorted.length, (place) => !((sorted[place] as number) <= value));
    return (below + upTo + 1) / 2;
  });
}

/** Values less their mean, with the sum of their squares. */
export type Centred = { readonly values: Float64Array; readonly squares: number };

/** Of at least one value. */
export function centred(values: Float64Array): Centred {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] as number;
  }
  const mean = sum / values.length;
  const moved = values.map((value) => value - mean);
  let squares = 0;
  for (let i = 0; i < moved.length; i++) {
    squares += (moved[i] as number) ** 2;
  }
  return { values: moved, squares };
}

/** Pearson's correlation; null where one of both never varies. Of ranks it is exact up to the last division. */
export function correlationOf(x: Centred, y: Centred): number | null {
  let sum = 0;
  for (let i = 0; i < x.values.length; i++) {
    sum += (x.values[i] as number) * (y.values[i] as number);
  }
  const scale = Math.sqrt(x.squares * y.squares);
  return scale > 0 ? Math.min(1, Math.max(-1, sum / scale)) : null;
}

/** Spearman's ρ, ties by mean ranks; null where one of both never varies. */
export function spearman(x: Float64Array, y: Float64Array): number | null {
  return correlationOf(centred(ranksOf(x)), centred(ranksOf(y)));
}

/** Pairs within groups of equal neighbours. */
function tiedPairs(sorted: Float64Array | readonly number[]): number {
  let [pairs, run] = [0, 0];
  for (let i = 1; i < sorted.length; i++) {
    run = sorted[i] === sorted[i - 1] ? run + 1 : 0;
    pairs += run;
  }
  return pairs;
}

/** Merges two sorted neighbours into `into`, and counts the pairs that stood in the wrong order. */
function merge(
  from: Float64Array,
  into: Float64Array,
  [start, middle, end]: readonly [number, number, number],
): number {
  let inversions = 0;
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || (from[left] as number) <= (from[right] as number));
    into[at] = from[takesLeft ? left : right] as number;
    inversions += takesLeft ? 0 : middle - left;
    left += Number(takesLeft);
    right += Number(!takesLeft);
  }
  return inversions;
}

/** The values sorted by merging, and how many pairs of them stood in the wrong order. */
function sortAndCount(values: Float64Array): { readonly sorted: Float64Array; readonly inversions: number } {
  const { length } = values;
  let inversions = 0;
  let sorted: Float64Array = values;
  for (let width = 1; width < length; width *= 2) {
    const into = new Float64Array(length);
    for (let start = 0; start < length; start += 2 * width) {
      inversions += merge(sorted, into, [
        start,
        Math.min(start + width, length),
        Math.min(start + 2 * width, length),
      ]);
    }
    sorted = into;
  }
  return { sorted, inversions };
}

/**
 * Kendall's τ-b in O(n log n) (W. R. Knight, "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", JASA
 * 61, 1966); null where one of both never varies.
 */
export function kendall(x: Float64Array, y: Float64Array): number | null {
  const order = Array.from(x.keys()).sort(
    (a, b) => (x[a] as number) - (x[b] as number) || (y[a] as number) - (y[b] as number),
  );
  const pairs = (x.length * (x.length - 1)) / 2;
  const tiedX = tiedPairs(order.map((index) => x[index] as number));
  const tiedBoth = tiedPairs(ranksOfPairs(order, x, y));
  const { sorted, inversions } = sortAndCount(Float64Array.from(order, (index) => y[index] as number));
  const tiedY = tiedPairs(sorted);
  const scale = Math.sqrt((pairs - tiedX) * (pairs - tiedY));
  return scale > 0 ? (pairs - tiedX - tiedY + tiedBoth - 2 * inversions) / scale : null;
}

/** A number for each pair in its order, the same for equal pairs. */
function ranksOfPairs(order: readonly number[], x: Float64Array, y: Float64Array): readonly number[] {
  let group = 0;
  return order.map((index, at) => {
    const before = order[at - 1];
    if (before !== undefined && (x[before] !== x[index] || y[before] !== y[index])) {
      group += 1;
    }
    return group;
  });
}
