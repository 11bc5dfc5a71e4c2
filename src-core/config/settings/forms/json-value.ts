import type { DocumentNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { Json } from '#core/contract/value.ts';
import { isNumber, number, refuse } from '../value-readers.ts';

/** Any value as JSON; numbers must be finite and exact. Undefined after a part of it was refused. */
export function readJson(node: DocumentNode, report: Report): Json | undefined {
  if (node.kind === 'list') {
    const items = node.items.map((item) => readJson(item, report));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (node.kind === 'map') {
    const pairs = node.entries.map(({ key, value }) => [key.name, readJson(value, report)] as const);
    return pairs.every(isRead) ? Object.fromEntries(pairs) : undefined;
  }
  if (isNumber(node) && !node.exact) {
    return refuse(node, 'a number that is kept exactly', { report, code: 'number-too-large' });
  }
  return isNumber(node) ? number(node, report) : node.value;
}

function isRead(pair: readonly [string, Json | undefined]): pair is readonly [string, Json] {
  return pair[1] !== undefined;
}
