import type { DocumentNode, MapNode } from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import type { Report } from '#core/config/document/report.ts';
import { textNode } from '../made-nodes.ts';

export type JsonSource = {
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
