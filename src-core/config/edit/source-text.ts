import type { DocumentNode } from '#core/config/document/node.ts';
import { readPlainScalar } from '#core/config/document/scalar.ts';
import { stringText } from '#core/config/yaml-string.ts';

const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/;

/** What a person typed into a field, as YAML that may stand in `[…]`: numbers, words and quoted texts as they were typed. */
export function typedSource(typed: string): string {
  const text = typed.trim();
  const isValue = readPlainScalar(text).type !== 'string';
  return isValue || QUOTED.test(text) ? text : stringText(text, 'flow');
}

/** A value as it is written, or as it could be, in one line that may stand in `[…]`; null for lists and mappings. */
export function nodeSource(node: DocumentNode): string | null {
  if (node.kind !== 'scalar') {
    return null;
  }
  return node.type === 'string' ? stringText(node.value, 'flow') : node.source;
}

/** What a field shows of a value: the text without its quotes, numbers as they are written. */
export function shownSource(node: DocumentNode): string {
  return node.kind === 'scalar' ? node.source : '';
}
