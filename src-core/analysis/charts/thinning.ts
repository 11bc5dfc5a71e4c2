/** FNV-1a (Fowler, Noll, Vo): spreads names over 32 bits, the same way everywhere. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    value = Math.imul(value ^ name.charCodeAt(index), 0x01000193);
  }
  // The multiplications carry upwards only; the last step brings the high bits down.
  return Math.imul(value ^ (value >>> 15), 0x2c1b3ca1) >>> 0;
}

/** More than any hash. */
const HASHES = 2 ** 32;

/**
 * At most `limit` of the items, in their order: the ones with the lowest hash of their name, so as if drawn at random,
 * dense where there are many. A new item takes the place of at most one other, so a picture of them stays calm.
 * Those that are `preferred` are taken before all others.
 */
export function thin<Item>(
  items: readonly Item[],
  limit: number,
  { nameOf, preferred }: { readonly nameOf: (item: Item) => string; readonly preferred: ReadonlySet<Item> },
): readonly Item[] {
  if (items.length <= limit) {
    return items;
  }
  const ranks = new Float64Array(items.length);
  for (const [index, item] of items.entries()) {
    ranks[index] = hash(nameOf(item)) - (preferred.has(item) ? HASHES : 0);
  }
  const threshold = ranks.toSorted()[limit] ?? Number.POSITIVE_INFINITY;
  return items.filter((_, index) => (ranks[index] ?? threshold) < threshold);
}
