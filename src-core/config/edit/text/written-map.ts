import { isNode, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';
import { EditRefused } from '../document-edit.ts';

/** A key of a mapping and its value, with where they stand in the text. */
export type WrittenEntry = {
  readonly name: string;
  /** Of the key, quotes included. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Behind the colon. */
  readonly colonEnd: number;
  /** Of the value with its anchor and tag; where there is none, both are `colonEnd`. */
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly value: Node | null;
};

/** A mapping as it is written: `{…}`, or a key a line. */
export type WrittenMap = {
  readonly style: 'flow' | 'block';
  readonly start: number;
  readonly end: number;
  readonly entries: readonly WrittenEntry[];
};

export function entryOf(map: WrittenMap, name: string): WrittenEntry | null {
  return map.entries.find((entry) => entry.name === name) ?? null;
}

/** Several edits look at the same mapping of the same text. */
const known = new WeakMap<YAMLMap, WrittenMap>();

/**
 * @param text the one that `node` was read from
 * @throws {EditRefused} for keys and values that are written so that one can't tell where they begin
 */
export function writtenMap(node: YAMLMap, text: string): WrittenMap {
  const map = known.get(node) ?? lookedAt(node, text);
  known.set(node, map);
  return map;
}

function lookedAt(node: YAMLMap, text: string): WrittenMap {
  const [start, end] = rangeOf(node);
  return {
    style: node.flow === true ? 'flow' : 'block',
    start,
    end,
    entries: node.items.map((pair) => writtenEntry(pair, text)),
  };
}

function writtenEntry(pair: Pair, text: string): WrittenEntry {
  const { key, value } = pair;
  if (!isScalar(key)) {
    throw new EditRefused('a key there is a list, a mapping or an alias');
  }
  const [keyStart, keyEnd] = rangeOf(key);
  const name = String(key.value);
  const colon = /^[ \t]*:/.exec(text.slice(keyEnd))?.[0];
  if (colon === undefined || /\?[ \t]*$/.test(text.slice(0, keyStart))) {
    throw new EditRefused(`the key \`${name}\` is written with \`?\` or without a colon`);
  }
  const colonEnd = keyEnd + colon.length;
  if (!isWritten(value)) {
    return { name, keyStart, keyEnd, colonEnd, valueStart: colonEnd, valueEnd: colonEnd, value: null };
  }
  const [, valueEnd] = rangeOf(value);
  return { name, keyStart, keyEnd, colonEnd, valueStart: startOfValue(text, colonEnd), valueEnd, value };
}

/** Not for `key:` with nothing behind it. */
function isWritten(value: unknown): value is Node {
  if (!isNode(value) || value.range == null) {
    return false;
  }
  return !isScalar(value) || value.range[0] !== value.range[1] || value.tag !== undefined;
}

/** Behind spaces, line breaks and comments that follow the colon. */
function startOfValue(text: string, from: number): number {
  return from + (/^(?:\s|#[^\n]*(?=\n))*/.exec(text.slice(from))?.[0].length ?? 0);
}

function rangeOf(node: Node): readonly [start: number, end: number] {
  if (node.range == null) {
    throw new EditRefused('it is not written in this text');
  }
  return [node.range[0], node.range[1]];
}
