import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from '#core/config/run/place.ts';
import { composeKey, mergedEntries, reportDuplicate } from './compose-key.ts';
import {
  type Composer,
  isTooMuch,
  nothingAt,
  type PlaceOf,
  placeAt,
  remember,
  type Spot,
} from './composer.ts';
import {
  type DocumentNode,
  type Entry,
  joinPath,
  type ListNode,
  type Located,
  type MapNode,
  type ScalarNode,
} from './node.ts';
import type { Report } from './report.ts';
import { readPlainScalar, readQuotedScalar, type ScalarValue } from './scalar.ts';

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
