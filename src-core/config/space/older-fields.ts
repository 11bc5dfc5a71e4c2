import type { DocumentNode, Entry, KeyNode, MapNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';

const OLDER: ReadonlyMap<string, string> = new Map([
  ['default', 'prior'],
  ['default_confidence', 'prior_confidence'],
]);

/** Gives the fields of NePS 0.12 (`default`, `default_confidence`) their names of today; one note for each name. */
export function upgradeFields(space: MapNode, report: Report): MapNode {
  const found = new Map<string, KeyNode[]>();
  const entries = space.entries.map(({ key, value }) => ({ key, value: upgraded(value, { found, report }) }));
  for (const [name, [first, ...more]] of found) {
    if (first !== undefined) {
      const count = more.length === 0 ? '' : ` (${more.length + 1} times)`;
      report.note('older-key', first, `\`${name}\` of NePS 0.12 is read as \`${OLDER.get(name)}\`${count}.`);
    }
  }
  return { ...space, entries };
}

type Upgrade = { readonly found: Map<string, KeyNode[]>; readonly report: Report };

function upgraded(node: DocumentNode, upgrade: Upgrade): DocumentNode {
  if (node.kind !== 'map') {
    return node;
  }
  return { ...node, entries: node.entries.flatMap((entry) => upgradedEntry(entry, node, upgrade)) };
}

function upgradedEntry(entry: Entry, { entries }: MapNode, { found, report }: Upgrade): readonly Entry[] {
  const { key, value } = entry;
  const name = OLDER.get(key.name);
  if (name === undefined) {
    return [entry];
  }
  found.set(key.name, [...(found.get(key.name) ?? []), key]);
  if (entries.some((other) => other.key.name === name)) {
    const message = `Expected \`${name}\` once, found \`${name}\` and \`${key.name}\` in one parameter.`;
    report.error('key-twice', key, message);
    return [];
  }
  return [{ key: { ...key, name }, value }];
}
