/** FNV-1a (Fowler, Noll, Vo): spreads names over 32 bits, the same way everywhere. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  }
  // The multiplications carry upwards only; the last step brings the high bits down.
  return Math.imul(value ^ (value >>> 15), 0x2c1b3ca1) >>> 0;
}

/**
 * At most `limit` of the items, in their order: the ones with the lowest hash of their name, so as if drawn at random,
 * dense where there are many. A new item takes the place of at most one other, so a picture of them stays calm.
 *
 * @param mustKeep items that are kept whatever their hash; where they are more than `limit`, they alone are
 */
export function thin<Item>(
  items: readonly Item[],
  {
    limit,
    nameOf,
    mustKeep,
  }: {
    readonly limit: number;
    readonly nameOf: (item: Item) => string;
    readonly mustKeep: ReadonlySet<Item>;
  },
): readonly Item[] {
  if (items.length <= limit) {
    return items;
  }
  const hashes = Float64Array.from(items, (item) => (mustKeep.has(item) ? -1 : hash(nameOf(item))));
  const room = Math.max(limit, mustKeep.size);
  const threshold = hashes.toSorted()[room] ?? Number.POSITIVE_INFINITY;
  return items.filter((_, index) => (hashes[index] ?? 0) < threshold);
}
