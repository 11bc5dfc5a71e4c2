import type { DocumentNode } from '#core/config/document/node.ts';
import { readPlainScalar } from '#core/config/document/scalar.ts';
import { stringText } from '#core/config/values/scalar-text.ts';

const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/;

/**
 * What a person typed into a field, as YAML: numbers, words and quoted texts as they were typed.
 *
 * @param position - whether it has a line of its own, or may stand in `[…]`
 */
export function typedSource(typed: string, position: 'line' | 'flow' = 'flow'): string {
  const text = typed.trim();
  const isValue = readPlainScalar(text).type !== 'string';
  return isValue || QUOTED.test(text) ? text : stringText(text, position);
}

/** Whether a text is a number as YAML has it; `1e-` is one in the making. */
export function isNumberText(text: string): boolean {
  return typeof readPlainScalar(text.trim()).value === 'number';
}

/** A value of a field: how it is written, or could be, in one line that may stand in `[…]`; and what a person sees of that. */
export type FieldText = { readonly source: string; readonly shown: string };

/** Lists and mappings are shown by nothing: they are no value of a field. */
export function fieldText(node: DocumentNode): FieldText {
  if (node.kind !== 'scalar') {
    return { source: '', shown: '' };
  }
  return {
    source: node.type === 'string' ? stringText(node.value, 'flow') : node.source,
    shown: node.source,
  };
}
