import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Place } from '#core/config/document/node.ts';
import { describe } from './describe.ts';
import {
  type DocumentNode,
  type Entry,
  joinPath,
  type KeyNode,
  type ListNode,
  type Located,
  type MapNode,
  type ScalarNode,
} from './node.ts';
import { DEEPEST } from './parse-yaml.ts';
import type { Report } from './report.ts';
import { readPlainScalar, readQuotedScalar, type ScalarValue } from './scalar.ts';

export type PlaceOf = (offset: number) => Place;

/** Aliases multiply: a few lines can stand for more values than any memory holds. */
export const MOST_NODES = 100_000;

type Composer = {
  readonly placeOf: PlaceOf;
  readonly report: Report;
  readonly anchors: Map<string, Node>;
  /** Nodes that are being composed; an alias to one of them would never end. */
  readonly open: Set<Node>;
  count: number;
  overflow: boolean;
};

/** A position in the tree: where it hangs, how deep it is, and the place to name where the text shows nothing there. */
type Spot = {
  readonly path: string;
  readonly depth: number;
  readonly fallback: Place;
  /** The outermost alias that is being filled in; null outside of any. */
  readonly alias: Place | null;
};

function isTooMuch(spot: Spot, composer: Composer): boolean {
  composer.count += 1;
  if (composer.overflow || (composer.count <= MOST_NODES && spot.depth <= DEEPEST)) {
    return composer.overflow;
  }
  composer.overflow = true;
  const message =
    spot.depth > DEEPEST
      ? `Expected at most ${DEEPEST} levels of nesting, found more.`
      : `Expected at most ${MOST_NODES.toLocaleString('en')} values, found more once aliases are filled in.`;
  composer.report.error('yaml-too-large', { place: spot.alias ?? spot.fallback, path: '' }, message);
  return true;
}

function remember(node: unknown, composer: Composer): void {
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) {
    composer.anchors.set(node.anchor, node);
  }
}

function placeAt(node: unknown, spot: Spot, composer: Composer): Place {
  const range = isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range : null;
  return range === null || range === undefined ? spot.fallback : composer.placeOf(range[0]);
}

function nothingAt(spot: Spot): ScalarNode {
  return {
    kind: 'scalar',
    type: 'null',
    value: null,
    source: '',
    plain: true,
    place: spot.fallback,
    path: spot.path,
  };
}

const CORE = 'tag:yaml.org,2002:';

type TaggedScalar = { readonly tag: string; readonly source: string; readonly at: Located };

/** A value whose tag says what it is (`!!str 1e-3`, `!!float 8`). Other tags name objects that no text can hold. */
function readTaggedScalar({ tag, source, at }: TaggedScalar, report: Report): ScalarValue {
  const text: ScalarValue = { type: 'string', value: source };
  if (tag === `${CORE}str` || tag === '!') {
    return text;
  }
  const wanted = tag.startsWith(CORE) ? tag.slice(CORE.length) : null;
  const value = readPlainScalar(source);
  switch (wanted) {
    case 'null':
      return { type: 'null', value: null };
    case 'bool':
      return value.type === 'boolean' ? value : mismatch();
    case 'int':
      return value.type === 'integer' ? { ...value, exponent: false } : mismatch();
    case 'float':
      return value.type === 'integer' || value.type === 'float'
        ? { type: 'float', value: value.value, exact: true }
        : mismatch();
    default:
      report.error('yaml-tag', at, `Expected a value without a tag, found \`${shortTag(tag)}\`.`);
      return text;
  }

  function mismatch(): ScalarValue {
    report.error('yaml-tag', at, `Expected a value that fits its tag \`${shortTag(tag)}\`, found ${source}.`);
    return text;
  }
}

function shortTag(tag: string): string {
  return tag.startsWith(CORE) ? `!!${tag.slice(CORE.length)}` : tag;
}

export type ComposeInput = { readonly placeOf: PlaceOf; readonly path: string; readonly report: Report };

/**
 * Turns what the YAML parser made into {@link DocumentNode}s: aliases and merge keys resolved, scalars read by how
 * they are written, duplicate keys reported. Null where the text as a whole is refused.
 */
export function composeNodes(
  contents: unknown,
  { placeOf, path, report }: ComposeInput,
): DocumentNode | null {
  const composer: Composer = {
    placeOf,
    report,
    anchors: new Map(),
    open: new Set(),
    count: 0,
    overflow: false,
  };
  const node = compose(contents, { path, depth: 0, fallback: placeOf(0), alias: null }, composer);
  return composer.overflow ? null : node;
}

function compose(node: unknown, spot: Spot, composer: Composer): DocumentNode {
  if (isTooMuch(spot, composer)) {
    return nothingAt(spot);
  }
  if (isAlias(node)) {
    return composeAlias(node.source, { ...spot, fallback: placeAt(node, spot, composer) }, composer);
  }
  remember(node, composer);
  if (isScalar(node)) {
    return composeScalar(node, spot, composer);
  }
  if (!isMap(node) && !isSeq(node)) {
    return nothingAt(spot);
  }
  composer.open.add(node);
  const composed = isMap(node) ? composeMap(node, spot, composer) : composeList(node, spot, composer);
  composer.open.delete(node);
  return composed;
}

function composeAlias(name: string, spot: Spot, composer: Composer): DocumentNode {
  const target = composer.anchors.get(name);
  if (target === undefined || composer.open.has(target)) {
    const found = target === undefined ? 'there is none before it' : 'it stands inside its own anchor';
    const at = { place: spot.fallback, path: spot.path };
    composer.report.error(
      'yaml-alias',
      at,
      `Expected an anchor \`&${name}\` for the alias \`*${name}\`; ${found}.`,
    );
    return { ...nothingAt(spot), source: `*${name}` };
  }
  const inner = { ...spot, depth: spot.depth + 1, alias: spot.alias ?? spot.fallback };
  const node = compose(target, inner, composer);
  return { ...node, place: spot.fallback };
}

function composeScalar(node: Scalar, spot: Spot, composer: Composer): ScalarNode {
  const source = node.value === null || node.value === undefined ? '' : String(node.value);
  const quoted = node.type !== undefined && node.type !== 'PLAIN';
  const at = {
    place: source === '' && !quoted ? spot.fallback : placeAt(node, spot, composer),
    path: spot.path,
  };
  if (node.tag !== undefined) {
    const value = readTaggedScalar({ tag: node.tag, source, at }, composer.report);
    return { kind: 'scalar', ...at, source, plain: false, ...value };
  }
  const value = quoted ? readQuotedScalar(source) : readPlainScalar(source);
  return { kind: 'scalar', ...at, source, plain: !quoted, ...value };
}

function composeList(node: YAMLSeq, spot: Spot, composer: Composer): ListNode {
  const place = placeAt(node, spot, composer);
  refuseTag(node, { place, path: spot.path }, composer);
  const items = node.items.map((item, index) =>
    compose(
      item,
      { ...spot, path: joinPath(spot.path, index), depth: spot.depth + 1, fallback: place },
      composer,
    ),
  );
  return { kind: 'list', place, path: spot.path, items };
}

function composeMap(node: YAMLMap, spot: Spot, composer: Composer): MapNode {
  const place = placeAt(node, spot, composer);
  refuseTag(node, { place, path: spot.path }, composer);
  const entries = new Map<string, Entry>();
  const merged: Entry[] = [];
  for (const pair of node.items) {
    const key = composeKey(pair, { ...spot, fallback: place }, composer);
    if (key === null) {
      continue;
    }
    const inner = { ...spot, path: key.path, depth: spot.depth + 1, fallback: key.place };
    if (key.plain && key.name === '<<') {
      merged.push(...mergedEntries(compose(pair.value, { ...inner, path: spot.path }, composer), composer));
      continue;
    }
    const first = entries.get(key.name);
    if (first === undefined) {
      entries.set(key.name, { key, value: compose(pair.value, inner, composer) });
    } else {
      reportDuplicate(first.key, key, composer);
    }
  }
  for (const entry of merged) {
    if (!entries.has(entry.key.name)) {
      entries.set(entry.key.name, entry);
    }
  }
  return { kind: 'map', place, path: spot.path, entries: [...entries.values()] };
}

function refuseTag(node: YAMLMap | YAMLSeq, at: { place: Place; path: string }, composer: Composer): void {
  const plainTag = isMap(node) ? 'tag:yaml.org,2002:map' : 'tag:yaml.org,2002:seq';
  if (node.tag !== undefined && node.tag !== plainTag) {
    composer.report.error('yaml-tag', at, `Expected a value without a tag, found \`${shortTag(node.tag)}\`.`);
  }
}

function reportDuplicate(first: KeyNode, second: KeyNode, composer: Composer): void {
  const line = first.place.line === null ? '' : ` (first in line ${first.place.line})`;
  const message = `Expected each key once, found \`${second.name}\` again${line}.`;
  composer.report.error('yaml-duplicate-key', second, message);
}

function composeKey(pair: Pair, spot: Spot, composer: Composer): KeyNode | null {
  const node = isAlias(pair.key) ? composer.anchors.get(pair.key.source) : pair.key;
  const place = placeAt(pair.key, spot, composer);
  remember(node, composer);
  if (!isScalar(node) || node.value === null || node.value === '') {
    const message = `Expected a name as key, found ${keyFound(node)}.`;
    composer.report.error('yaml-key', { place, path: spot.path }, message);
    return null;
  }
  const name = String(node.value);
  const plain = node.type === 'PLAIN' && node.tag === undefined;
  return { name, plain, place, path: joinPath(spot.path, name) };
}

function keyFound(node: unknown): string {
  if (node === undefined) {
    return 'an alias without its anchor';
  }
  return isMap(node) || isSeq(node) ? 'a list or a mapping' : 'nothing';
}

/** What `<<: *base` or `<<: [*a, *b]` brings; the first of several wins. */
function mergedEntries(node: DocumentNode, composer: Composer): readonly Entry[] {
  if (node.kind === 'map') {
    return node.entries;
  }
  if (node.kind === 'list' && node.items.every((item) => item.kind === 'map')) {
    return node.items.flatMap((item) => (item.kind === 'map' ? item.entries : []));
  }
  composer.report.error(
    'yaml-alias',
    node,
    `Expected a mapping to merge with \`<<\`, found ${describe(node)}.`,
  );
  return [];
}
