/**
 * An array that is kept in order. Trials come and change mostly near its end, where looking is cheapest; the array
 * itself is handed out, so that readers pay nothing.
 */
export type OrderedList<T> = {
  readonly items: readonly T[];
  /** Puts an item in, or in place of the one that compares equal; answers where. */
  put(item: T): { readonly index: number; readonly replaced: boolean };
  /** Takes the item that compares equal out; answers where it was, -1 where there was none. */
  remove(item: T): number;
};

export function createOrderedList<T>(compare: (a: T, b: T) => number): OrderedList<T> {
  const items: T[] = [];

  function put(item: T) {
    const index = position(items, item, compare);
    const other = items[index];
    const replaced = other !== undefined && compare(other, item) === 0;
    if (other === undefined) {
      items.push(item);
    } else {
      items.splice(index, replaced ? 1 : 0, item);
    }
    return { index, replaced };
  }

  function remove(item: T): number {
    const index = position(items, item, compare);
    const other = items[index];
    if (other === undefined || compare(other, item) !== 0) {
      return -1;
    }
    items.splice(index, 1);
    return index;
  }
  return { items, put, remove };
}

/** Index of the first item that is not below `item`: by widening steps from the end, then by halving. */
function position<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let high = items.length;
  let low = high;
  for (let step = 1; low > 0; step *= 2) {
    low = Math.max(0, high - step);
    if (compare(items[low] as T, item) < 0) {
      low += 1;
      break;
    }
    high = low;
  }
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(items[middle] as T, item) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
