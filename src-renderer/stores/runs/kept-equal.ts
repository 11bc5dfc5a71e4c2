type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keptItems(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const items = after.map((item, place) => keptEqual(before[place], item));
  return items.length === before.length && items.every((item, place) => item === before[place])
    ? before
    : items;
}

function keptFields(before: Fields, after: Fields): Fields {
  const names = Object.keys(after);
  const fields = Object.fromEntries(names.map((name) => [name, keptEqual(before[name], after[name])]));
  const isSame =
    names.length === Object.keys(before).length &&
    names.every((name) => name in before && fields[name] === before[name]);
  return isSame ? before : fields;
}

/**
 * The value that came, with every part of it that equals what was there before being the very same object: what is drawn
 * from such a part need not be drawn again. Both are plain data, as it comes over a wire.
 */
export function keptEqual<Value>(before: unknown, after: Value): Value {
  if (Array.isArray(after) && Array.isArray(before)) {
    return keptItems(before, after) as Value;
  }
  return isFields(after) && isFields(before) ? (keptFields(before, after) as Value) : after;
}
