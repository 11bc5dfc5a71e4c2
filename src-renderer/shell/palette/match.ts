import type { Action } from '../../stores/action.ts';

export type PaletteGroup = { readonly name: string; readonly actions: readonly Action[] };

function matches(action: Action, words: readonly string[]): boolean {
  const text = `${action.name} ${action.group} ${action.hint ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Those that start with what was typed come first; otherwise the order stays. */
function rank(action: Action, query: string): number {
  const name = action.name.toLowerCase();
  if (name.startsWith(query)) {
    return 0;
  }
  return name.includes(query) ? 1 : 2;
}

/** Groups and their members, those whose very name was typed before those that only mention it. */
function byRank(groups: readonly PaletteGroup[], typed: string): PaletteGroup[] {
  const best = (group: PaletteGroup) => Math.min(...group.actions.map((each) => rank(each, typed)));
  return groups
    .map(({ name, actions }) => ({
      name,
      actions: actions.toSorted((a, b) => rank(a, typed) - rank(b, typed)),
    }))
    .toSorted((a, b) => best(a) - best(b));
}

/**
 * What the palette shows for a query: every word of it must occur in name, group or hint. Within
 * equals the order is that in which actions are offered.
 */
export function matchActions(actions: readonly Action[], query: string): PaletteGroup[] {
  const typed = query.trim().toLowerCase();
  const words = typed.split(/\s+/).filter(Boolean);
  const found = actions.filter((action) => !action.unavailable && matches(action, words));
  const groups = new Map<string, Action[]>();
  for (const action of found) {
    groups.set(action.group, [...(groups.get(action.group) ?? []), action]);
  }
  const listed = [...groups].map(([name, members]) => ({ name, actions: members }));
  return typed ? byRank(listed, typed) : listed;
}

/** The name in pieces, those that were typed marked. */
export function markTyped(name: string, query: string): { text: string; typed: boolean }[] {
  const word = query.trim().toLowerCase();
  const at = word ? name.toLowerCase().indexOf(word) : -1;
  if (at < 0) {
    return [{ text: name, typed: false }];
  }
  return [
    { text: name.slice(0, at), typed: false },
    { text: name.slice(at, at + word.length), typed: true },
    { text: name.slice(at + word.length), typed: false },
  ].filter((piece) => piece.text !== '');
}
