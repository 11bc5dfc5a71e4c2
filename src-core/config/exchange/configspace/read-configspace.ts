import { describe } from '#core/config/document/describe.ts';
import {
  childOf,
  type DocumentNode,
  type Entry,
  isNothing,
  joinPath,
  type MapNode,
} from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import type { Report } from '#core/config/document/report.ts';
import { textNode } from '../made-nodes.ts';
import { readHyperparameter } from './read-hyperparameter.ts';

/**
 * Reads a space that ConfigSpace (Lindauer et al. 2019, versions 0.4 to 1) wrote as JSON, as the mapping of parameters
 * that it would be in YAML, for `readSpace`. What has no counterpart is refused by its name. Null where it is no such
 * space at all, after that was reported.
 */
export function readConfigSpace(source: JsonSource, report: Report): MapNode | null {
  const root = readJsonNodes(source, report);
  if (root === null) {
    return null;
  }
  const list = isConfigSpace(root) ? childOf(root, 'hyperparameters') : null;
  if (root.kind !== 'map' || list?.kind !== 'list') {
    const rule = 'a space as ConfigSpace writes it: a JSON object with a list `hyperparameters`';
    report.error('space-form', list ?? root, `Expected ${rule}, found ${describe(list ?? root)}.`);
    return null;
  }
  refuseClauses(root, 'conditions', report);
  refuseClauses(root, 'forbiddens', report);
  const entries = list.items.flatMap((item) => readItem(item, source.path, report) ?? []);
  return { kind: 'map', place: root.place, path: source.path, entries: firstOfEach(entries, report) };
}

function readItem(item: DocumentNode, path: string, report: Report): Entry | null {
  const name = item.kind === 'map' ? childOf(item, 'name') : null;
  if (item.kind !== 'map' || name?.kind !== 'scalar' || name.type !== 'string') {
    const rule = 'an object with the `name` of a hyperparameter';
    report.error('parameter-form', item, `Expected ${rule}, found ${describe(item)}.`);
    return null;
  }
  const key = { name: name.value, plain: false, place: name.place, path: joinPath(path, name.value) };
  const value = readHyperparameter({ item, name: key }, report);
  return value === null ? null : { key, value };
}

function firstOfEach(entries: readonly Entry[], report: Report): readonly Entry[] {
  const known = new Set<string>();
  return entries.filter(({ key }) => {
    const isNew = !known.has(key.name);
    known.add(key.name);
    if (!isNew) {
      report.error('yaml-duplicate-key', key, `Expected each name once, found \`${key.name}\` again.`);
    }
    return isNew;
  });
}

const CLAUSES = { conditions: 'conditions', forbiddens: 'forbidden clauses' };

/** They restrict one parameter by others: our spaces are boxes. */
function refuseClauses(root: MapNode, key: keyof typeof CLAUSES, report: Report): void {
  const list = childOf(root, key);
  if (list === null || isNothing(list)) {
    return;
  }
  const items = list.kind === 'list' ? list.items : [list];
  for (const item of items) {
    const rule = `a space without ${CLAUSES[key]}`;
    report.error('space-json-unsupported', item, `Expected ${rule}, found ${clauseText(item)}.`);
  }
}

/** `EQ` with the parameters that it joins. */
function clauseText(item: DocumentNode): string {
  if (item.kind !== 'map') {
    return describe(item);
  }
  const word = (key: string) => {
    const node = childOf(item, key);
    return node?.kind === 'scalar' ? `\`${node.source}\`` : null;
  };
  const names = [word('child') ?? word('name') ?? word('left'), word('parent') ?? word('right')];
  const joined = names.filter((name) => name !== null).join(' and ');
  return `${word('type') ?? 'one'}${joined === '' ? '' : ` of ${joined}`}`;
}

type JsonSource = {
  readonly text: string;
  readonly file: string | null;
  readonly path: string;
};

/** JSON as nodes with their places; null where it can't be read, after that was reported. */
export function readJsonNodes({ text, file, path }: JsonSource, report: Report): DocumentNode | null {
  // JSON is YAML but for tabs that indent: no line of JSON can begin within a text.
  const indented = text.replace(/^\t+/gm, (tabs) => ' '.repeat(tabs.length));
  const node = readDocument({ text: indented, file, path }, report);
  return node === null ? null : asJson(node);
}

/** In JSON quotes always make a text, and an exponent always makes a float. */
function asJson(node: DocumentNode): DocumentNode {
  switch (node.kind) {
    case 'scalar':
      if (!node.plain) {
        return textNode(node.source, node);
      }
      return node.type === 'integer' && node.exponent
        ? { ...node, plain: false, type: 'float' }
        : { ...node, plain: false };
    case 'list':
      return { ...node, items: node.items.map(asJson) };
    case 'map':
      return { ...node, entries: node.entries.map(({ key, value }) => ({ key, value: asJson(value) })) };
  }
}

/** Whether it is a space as ConfigSpace writes it. */
export function isConfigSpace(node: DocumentNode): node is MapNode {
  return node.kind === 'map' && node.entries.some(({ key }) => key.name === 'hyperparameters');
}
