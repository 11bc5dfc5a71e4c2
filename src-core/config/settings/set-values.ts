import {
  atPath,
  type DocumentNode,
  type Entry,
  isNothing,
  joinPath,
  type KeyNode,
  type Located,
  type MapNode,
} from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import type { Report } from '#core/config/document/report.ts';
import { runKeyOf } from './run-keys.ts';

/** One `KEY=VALUE` of the command line, read. */
export type SetValue = {
  readonly keys: readonly string[];
  readonly value: DocumentNode;
  readonly at: Located;
};

/**
 * Reads `KEY=VALUE`: a dotted key and a value in YAML. Its findings carry the file `--set KEY` and no line. Null
 * after the reason was reported.
 */
export function readSet(set: string, report: Report): SetValue | null {
  const equals = set.indexOf('=');
  const key = set.slice(0, Math.max(equals, 0)).trim();
  const file = `--set ${equals < 0 ? set : key}`;
  const at: Located = { place: { file, line: null, column: null }, path: key };
  const keys = splitKey(key);
  if (equals < 0 || keys.includes('')) {
    report.error('set-form', at, `Expected KEY=VALUE with a dotted key, found \`${set}\`.`);
    return null;
  }
  const source = { text: set.slice(equals + 1), file, path: key, withoutLines: true };
  const value = readDocument(source, report);
  return value === null ? null : { keys, value: { ...value, place: at.place }, at };
}

/** The parts of a `KEY=VALUE` as they are written; an empty value, `~` or `null` clears the key. */
export function partsOfSet(set: string): {
  readonly keys: readonly string[];
  readonly source: string;
  readonly clears: boolean;
} {
  const equals = set.indexOf('=');
  const source = set.slice(equals + 1).trim();
  const keys = splitKey(set.slice(0, Math.max(equals, 0)).trim());
  return { keys, source, clears: ['', '~', 'null'].includes(source) };
}

/** Names of environment variables may hold dots: everything below `incumbent.env` is one name. */
function splitKey(key: string): readonly string[] {
  const variable = /^incumbent\.env\.(.+)$/s.exec(key);
  return variable?.[1] === undefined ? key.split('.') : ['incumbent', 'env', variable[1]];
}

/** Puts a value of the command line into the document: it replaces what is there under any name of the key. */
export function applySet(root: MapNode, { keys, value, at }: SetValue, report: Report): MapNode {
  const [first = '', ...rest] = keys;
  const isSame = (entry: Entry): boolean =>
    entry.key.name === first || (runKeyOf(first) !== null && runKeyOf(entry.key.name) === runKeyOf(first));
  const there = root.entries.find(isSame);
  const name = rest.length > 0 && there !== undefined ? there.key.name : first;
  const old = there === undefined ? null : asMapping(there.value, runKeyOf(first));
  const graft: Graft = { keys: rest, path: name, old, value, at, report };
  const entry: Entry = { key: keyAt(name, '', at), value: grafted(graft) };
  return { ...root, entries: replaced(root.entries, isSame, entry) };
}

/** `optimizer: asha` is a mapping with the name alone, so that `--set optimizer.eta=4` adds to it. */
function asMapping(node: DocumentNode, key: string | null): DocumentNode {
  if (key !== 'optimizer' || node.kind !== 'scalar' || node.type !== 'string') {
    return node;
  }
  const { place, path } = node;
  const name: KeyNode = { name: 'name', plain: true, place, path: joinPath(path, 'name') };
  return { kind: 'map', place, path, entries: [{ key: name, value: atPath(node, name.path) }] };
}

type Graft = {
  readonly keys: readonly string[];
  readonly path: string;
  /** What is there now. */
  readonly old: DocumentNode | null;
  readonly value: DocumentNode;
  readonly at: Located;
  readonly report: Report;
};

function grafted(graft: Graft): DocumentNode {
  const { keys, path, old, value, at, report } = graft;
  const [first, ...rest] = keys;
  if (first === undefined) {
    return atPath(value, path);
  }
  if (old !== null && old.kind !== 'map' && !isNothing(old)) {
    const message = `Expected \`${path}\` to be a mapping for \`${at.path}\`, found a value; set it as a whole.`;
    report.error('set-form', at, message);
    return old;
  }
  const entries = old?.kind === 'map' ? old.entries : [];
  const isSame = (entry: Entry): boolean => entry.key.name === first;
  const inner = entries.find(isSame)?.value ?? null;
  const entry: Entry = {
    key: keyAt(first, path, at),
    value: grafted({ ...graft, keys: rest, path: joinPath(path, first), old: inner }),
  };
  return { kind: 'map', place: old?.place ?? at.place, path, entries: replaced(entries, isSame, entry) };
}

function replaced(
  entries: readonly Entry[],
  isSame: (entry: Entry) => boolean,
  entry: Entry,
): readonly Entry[] {
  const index = entries.findIndex(isSame);
  if (index < 0) {
    return [...entries, entry];
  }
  return entries
    .filter((other, position) => position === index || !isSame(other))
    .map((other) => (isSame(other) ? entry : other));
}

function keyAt(name: string, parent: string, at: Located): KeyNode {
  return { name, plain: true, place: at.place, path: joinPath(parent, name) };
}
