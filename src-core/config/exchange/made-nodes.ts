import {
  type DocumentNode,
  type Entry,
  joinPath,
  type Located,
  type MapNode,
  type ScalarNode,
} from '#core/config/document/node.ts';

/**
 * Nodes for what other formats say, so that one reader checks all of them. They are not plain: what holds for words
 * without quotes in YAML does not concern them.
 */
export function textNode(value: string, { place, path }: Located): ScalarNode {
  return { kind: 'scalar', place, path, source: value, plain: false, type: 'string', value };
}

export function flagNode(value: boolean, { place, path }: Located): ScalarNode {
  return { kind: 'scalar', place, path, source: String(value), plain: false, type: 'boolean', value };
}

/** A mapping of these values; undefined ones are left out. Each key stands where its value stands. */
export function mapNode(at: Located, values: Readonly<Record<string, DocumentNode | undefined>>): MapNode {
  const { place, path } = at;
  const entries = Object.entries(values).flatMap(([name, value]): readonly Entry[] => {
    if (value === undefined) {
      return [];
    }
    const key = { name, plain: false, place: value.place, path: joinPath(path, name) };
    return [{ key, value }];
  });
  return { kind: 'map', place, path, entries };
}
