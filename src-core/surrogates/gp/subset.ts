/** At most `count` of the items, evenly over their order; the first is always among them. */
export function spreadOver<Item>(items: readonly Item[], count: number): readonly Item[] {
  if (items.length <= count) {
    return items;
  }
  return Array.from(
    { length: count },
    (_, index) => items[Math.floor((index * items.length) / count)] as Item,
  );
}

/**
 * At most `count` of the evaluations, in their order: half of them those of the lowest loss, where the model has to be
 * exact, the others evenly over the time in which the rest came, so that it also knows where not to look.
 */
export function theBestAndASpread<Item extends { readonly loss: number }>(
  items: readonly Item[],
  count: number,
): readonly Item[] {
  if (items.length <= count) {
    return items;
  }
  const byLoss = [...items.keys()].sort((a, b) => (items[a] as Item).loss - (items[b] as Item).loss || a - b);
  const best = Math.ceil(count / 2);
  const rest = byLoss.slice(best).sort((a, b) => a - b);
  const chosen = [...byLoss.slice(0, best), ...spreadOver(rest, count - best)].sort((a, b) => a - b);
  return chosen.map((index) => items[index] as Item);
}
