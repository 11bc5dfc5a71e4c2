import type { DocumentNode } from './node.ts';
import { readingInYaml11 } from './scalar.ts';

const LONGEST = 60;

/** What was found, for the second half of a message: `the text "ten"`, `the number 8.0`, `a list`. */
export function describe(node: DocumentNode): string {
  if (node.kind !== 'scalar') {
    return node.kind === 'list' ? `a list of ${node.items.length}` : 'a mapping';
  }
  switch (node.type) {
    case 'null':
      return 'nothing';
    case 'boolean':
      return node.source;
    case 'integer':
    case 'float':
      return `the number ${node.source.trim()}`;
    case 'string':
      return `the text ${JSON.stringify(shortened(node.value))}`;
  }
}

/** A remark for a text where a number or a boolean belongs and one was probably meant; empty otherwise. */
export function meantOtherwise(node: DocumentNode): string {
  if (node.kind !== 'scalar' || node.type !== 'string') {
    return '';
  }
  if (node.plain) {
    const reading = readingInYaml11(node.source);
    return reading === null ? '' : ` (only YAML 1.1 reads ${node.source} as ${reading})`;
  }
  return /^\s*(?:[-+]?[\d.]+|true|false)\s*$/i.test(node.value) ? ' (write it without the quotes)' : '';
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
