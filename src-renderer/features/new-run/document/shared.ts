/**
 * `now` with every part of it that says the same as in `before` taken from there: what has not changed keeps its
 * identity, and is not drawn again. For plain data: objects, arrays, maps by text, and values.
 */
export function shared<Data>(before: unknown, now: Data): Data {
  return (sharedPart(before, now) ?? now) as Data;
}

function sharedPart(before: unknown, now: unknown): unknown {
  if (Object.is(before, now) || typeof before !== 'object' || typeof now !== 'object') {
    return now;
  }
  if (before === null || now === null || Object.getPrototypeOf(before) !== Object.getPrototypeOf(now)) {
    return now;
  }
  if (Array.isArray(now)) {
    const old = before as readonly unknown[];
    const items = now.map((item, index) => sharedPart(old[index], item));
    return old.length === items.length && items.every((item, index) => Object.is(item, old[index]))
      ? old
      : items;
  }
  if (now instanceof Map) {
    const old = before as ReadonlyMap<unknown, unknown>;
    const entries = [...now].map(([key, value]) => [key, sharedPart(old.get(key), value)] as const);
    return isSameList([...old], entries) ? old : new Map(entries);
  }
  return sharedRecord(before as Record<string, unknown>, now as Record<string, unknown>);
}

function sharedRecord(before: Readonly<Record<string, unknown>>, now: Readonly<Record<string, unknown>>) {
  if (Object.getPrototypeOf(now) !== Object.prototype) {
    return now;
  }
  const entries = Object.entries(now).map(([key, value]) => [key, sharedPart(before[key], value)] as const);
  return isSameList(Object.entries(before), entries) ? before : Object.fromEntries(entries);
}

type Entries = readonly (readonly [unknown, unknown])[];

function isSameList(one: Entries, other: Entries): boolean {
  return (
    one.length === other.length &&
    one.every(([key, value], index) => key === other[index]?.[0] && Object.is(value, other[index]?.[1]))
  );
}
