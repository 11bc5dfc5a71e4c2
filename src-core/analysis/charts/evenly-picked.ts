/** At most so many of a list (two or more), evenly picked, the first and the last among them. */
export function evenlyPicked<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) {
    return items;
  }
  return Array.from(
    { length: most },
    (_, index) => items[Math.round((index * (items.length - 1)) / (most - 1))] as Item,
  );
}
