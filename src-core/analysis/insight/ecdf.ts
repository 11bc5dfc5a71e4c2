import { firstWhere } from '#core/numerics/first-where.ts';
import { evenlyPicked } from '../charts/evenly-picked.ts';

/** One corner of a step function: from this loss on, `share` of the trials have at most it. */
export type EcdfStep = { readonly loss: number; readonly share: number };

/**
 * The empirical distribution of losses: for each loss the share of trials with at most that loss. With more than `most`
 * steps those are kept that are nearest to evenly spread shares; first and last always are.
 *
 * @param losses finite
 * @param total what the shares are of, where trials without a loss are to count; the losses alone by default
 */
export function ecdfOf(
  losses: readonly number[],
  { total = losses.length, most = 400 }: { readonly total?: number; readonly most?: number } = {},
): readonly EcdfStep[] {
  const sorted = Float64Array.from(losses).sort();
  const steps: EcdfStep[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i] !== sorted[i + 1]) {
      steps.push({ loss: sorted[i] as number, share: (i + 1) / total });
    }
  }
  return evenlyPicked(steps, most);
}

/** One of many by its rank: `share` of all of them have at most its value. */
export type RankedItem<Item> = { readonly item: Item; readonly value: number; readonly share: number };

/**
 * At most `most` items at evenly spread ranks of their values, the lowest first; equal ones in the order in which they
 * came. Only the values are sorted: a comparison of 100,000 objects would hold up a page.
 *
 * @param numberOf finite, or null for what has no rank
 */
export function evenRanks<Item>(
  items: readonly Item[],
  numberOf: (item: Item) => number | null,
  most: number,
): readonly RankedItem<Item>[] {
  const values = items.map(numberOf);
  const sorted = Float64Array.from(values.filter((value) => value !== null)).sort();
  const every = Math.max(1, sorted.length / most);
  const ranks: number[] = [];
  for (let rank = 0; rank < sorted.length; rank = Math.ceil(ranks.length * every)) {
    ranks.push(rank);
  }
  const equals = new Map<number | null, Item[]>(ranks.map((rank) => [sorted[rank] as number, []]));
  for (const [place, item] of items.entries()) {
    equals.get(values[place] ?? null)?.push(item);
  }
  return ranks.map((rank) => {
    const value = sorted[rank] as number;
    const first = firstWhere(sorted.length, (place) => (sorted[place] as number) >= value);
    return { item: equals.get(value)?.[rank - first] as Item, value, share: (rank + 1) / sorted.length };
  });
}
