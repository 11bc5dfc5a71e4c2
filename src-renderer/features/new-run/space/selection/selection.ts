/** Rows that something is to be done with at once, and the one from which a range begins. */
export type Selection = { readonly chosen: ReadonlySet<string>; readonly from: string | null };

/** How a row is chosen: in or out alone, or all up to it. */
export type Choosing = 'toggle' | 'range';

export const NONE_CHOSEN: Selection = { chosen: new Set(), from: null };

/** What is chosen after a row was pressed. A range is added to what is chosen already. */
export function afterChoosing(
  { chosen, from }: Selection,
  name: string,
  { how, names }: { readonly how: Choosing; readonly names: readonly string[] },
): Selection {
  const start = from === null ? -1 : names.indexOf(from);
  if (how === 'range' && start >= 0) {
    const end = names.indexOf(name);
    const range = names.slice(Math.min(start, end), Math.max(start, end) + 1);
    return { chosen: new Set([...chosen, ...range]), from };
  }
  const next = new Set(chosen);
  if (!next.delete(name)) {
    next.add(name);
  }
  return { chosen: next, from: name };
}

/** What is still there of the chosen ones. */
export function amongThem({ chosen }: Selection, names: readonly string[]): ReadonlySet<string> {
  const there = names.filter((name) => chosen.has(name));
  return there.length === chosen.size ? chosen : new Set(there);
}
