/** The keys that lead from the root of a document to a value, through mappings only. */
export type KeyPath = readonly string[];

/**
 * One change of a YAML document. A `source` is a value as it is to be written, in one line of YAML: what a person
 * typed stays as they typed it.
 */
export type DocumentEdit =
  /** Gives the key of `path` this value, and makes the key, last in its mapping, and mappings that lead there where they are missing. */
  | { readonly kind: 'set'; readonly path: KeyPath; readonly source: string }
  /** Makes a new key, right after another key of the same mapping or last. */
  | {
      readonly kind: 'insert';
      readonly path: KeyPath;
      readonly source: string;
      readonly after: string | null;
    }
  | { readonly kind: 'remove'; readonly path: KeyPath }
  | { readonly kind: 'rename'; readonly path: KeyPath; readonly name: string }
  /** Puts the key in front of another key of the same mapping, or last for null. */
  | { readonly kind: 'move'; readonly path: KeyPath; readonly before: string | null }
  /** Writes the key's value once more, right after it, under another name. */
  | { readonly kind: 'duplicate'; readonly path: KeyPath; readonly name: string };

/** What became of an edit: the whole new text, or the reason why a form can't make it, as a sentence. */
export type EditedDocument =
  | { readonly kind: 'edited'; readonly text: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Thrown within this folder where the text is written in a way that an edit can't reach. */
export class EditRefused extends Error {}

/** Characters `from` to `to` (excluded) of a text give way to `insert`. */
export type TextChange = { readonly from: number; readonly to: number; readonly insert: string };

/** The one change that makes `after` of `before`, as short as their common beginning and end let it be. */
export function changeBetween(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) {
    from += 1;
  }
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) {
    same += 1;
  }
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

/** Makes several changes of one text that do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
}
