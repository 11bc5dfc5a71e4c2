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
