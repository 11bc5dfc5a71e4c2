import type { DocumentNode } from '#core/config/document/node.ts';
import { readNode } from '#core/config/document/read-document.ts';
import { type DocumentEdit, EditRefused, type KeyPath } from '../document-edit.ts';

/** What a document says, without how it is written: the source of each scalar, with its type. */
type Tree = string | readonly Tree[] | TreeMap;
type TreeMap = ReadonlyMap<string, Tree>;

const NOTHING: Tree = 'null:';

/** @throws {EditRefused} where the text can't be read */
export function treeOf(text: string): Tree {
  const node = readNode(text);
  if (node === null) {
    throw new EditRefused('the text would not be readable any more');
  }
  return asTree(node);
}

function asTree(node: DocumentNode): Tree {
  switch (node.kind) {
    case 'scalar':
      return `${node.type}:${node.type === 'null' ? '' : node.source}`;
    case 'list':
      return node.items.map(asTree);
    case 'map':
      return new Map(node.entries.map(({ key, value }) => [key.name, asTree(value)]));
  }
}

/** What a document should say after an edit. */
export function expectedTree(tree: Tree, edit: DocumentEdit): Tree {
  return within(tree, edit.path, (map, name) => {
    const value = map.get(name);
    switch (edit.kind) {
      case 'set':
      case 'insert':
        return new Map(map).set(name, treeOf(edit.source));
      case 'remove':
        return new Map([...map].filter(([key]) => key !== name));
      case 'rename':
        return new Map([...map].map(([key, item]) => [key === name ? edit.name : key, item]));
      case 'duplicate':
        return new Map(map).set(edit.name, value ?? NOTHING);
      case 'move':
        return map;
    }
  });
}

function within(tree: Tree, path: KeyPath, change: (map: TreeMap, name: string) => TreeMap): Tree {
  const [key = '', ...rest] = path;
  const map = tree instanceof Map ? tree : new Map<string, Tree>();
  return rest.length === 0
    ? change(map, key)
    : new Map(map).set(key, within(map.get(key) ?? NOTHING, rest, change));
}

/** Whether two documents say the same; the order of keys does not count. */
export function sameTree(one: Tree, other: Tree): boolean {
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size && [...one].every(([key, value]) => isSame(value, other.get(key)));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  }
  // A mapping without keys and nothing at all are the same to whoever reads settings.
  return isNothing(one) ? isNothing(other) : one === other;
}

function isSame(value: Tree, other: Tree | undefined): boolean {
  return other !== undefined && sameTree(value, other);
}

function isNothing(tree: Tree): boolean {
  return tree === NOTHING || (tree instanceof Map && tree.size === 0);
}
