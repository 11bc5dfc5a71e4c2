import { isAlias, isMap, isScalar, isSeq, type Pair } from 'yaml';
import { type Composer, placeAt, remember, type Spot } from './composer.ts';
import { describe } from './describe.ts';
import { type DocumentNode, type Entry, joinPath, type KeyNode } from './node.ts';

export function reportDuplicate(first: KeyNode, second: KeyNode, composer: Composer): void {
  const line = first.place.line === null ? '' : ` (first in line ${first.place.line})`;
  const message = `Expected each key once, found \`${second.name}\` again${line}.`;
  composer.report.error('yaml-duplicate-key', second, message);
}

export function composeKey(pair: Pair, spot: Spot, composer: Composer): KeyNode | null {
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
export function mergedEntries(node: DocumentNode, composer: Composer): readonly Entry[] {
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
