import type { ScalarValue } from './scalar.ts';

/** Where a finding points: a place in a text and the dotted path that leads there. */
export type Located = { readonly place: Place; readonly path: string };

/** A single value. Its number kind comes from how it is written, not from what YAML makes of it. */
export type ScalarNode = Located &
  ScalarValue & {
    readonly kind: 'scalar';
    /** The text as written, without quotes. */
    readonly source: string;
    /** False for quoted texts, blocks and values with a tag: these mean what they say in every YAML version. */
    readonly plain: boolean;
  };

export type ListNode = Located & { readonly kind: 'list'; readonly items: readonly DocumentNode[] };

export type Entry = { readonly key: KeyNode; readonly value: DocumentNode };

export type KeyNode = Located & { readonly name: string; readonly plain: boolean };

/** Names are unique: duplicates were reported and the first of them kept. */
export type MapNode = Located & { readonly kind: 'map'; readonly entries: readonly Entry[] };

/**
 * One value of a YAML text with the place where it stands. Aliases and merge keys are resolved; several texts may
 * contribute to one tree (an included space, `--set`), each node knows where it is from.
 */
export type DocumentNode = ScalarNode | ListNode | MapNode;

/** The value of a mapping's key; null where the key is missing. */
export function childOf(node: MapNode, name: string): DocumentNode | null {
  return node.entries.find((entry) => entry.key.name === name)?.value ?? null;
}

/** True for `key:` without a value, `~` and `null`: the key counts as not given. */
export function isNothing(node: DocumentNode): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

export function joinPath(parent: string, name: string | number): string {
  return parent === '' ? String(name) : `${parent}.${name}`;
}

/** The same tree under another path, for keys that have a newer name and for what other texts contribute. */
export function atPath(node: DocumentNode, path: string): DocumentNode {
  switch (node.kind) {
    case 'scalar':
      return { ...node, path };
    case 'list':
      return { ...node, path, items: node.items.map((item, index) => atPath(item, joinPath(path, index))) };
    case 'map':
      return { ...node, path, entries: node.entries.map((entry) => entryAt(entry, path)) };
  }
}

function entryAt(entry: Entry, parent: string): Entry {
  const path = joinPath(parent, entry.key.name);
  return { key: { ...entry.key, path }, value: atPath(entry.value, path) };
}

/**
 * Where something stands in a document. `line` and `column` start at 1; `file` is null for a text without a file, and
 * `--set KEY` for a value that the command line gave.
 */
export type Place = {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
};
