import { parser } from '@lezer/python';
import type { Located } from '#core/config/document/node.ts';
import { nodesOf, type SyntaxNode } from '../syntax-tree.ts';

/** A text of Python with its tree. Places are those of the person's text, also where something was put around it. */
export type PythonSource = {
  readonly root: SyntaxNode;
  textOf(node: { readonly from: number; readonly to: number }): string;
  at(node: SyntaxNode): Located;
};

/** @param lead - a line that was put before the person's text; empty for none */
export function pythonSource(text: string, lead = '', tail = ''): PythonSource {
  const whole = lead + text + tail;
  const starts = lineStarts(whole);
  const linesBefore = lead === '' ? 0 : 1;
  return {
    root: parser.parse(whole).topNode,
    textOf: ({ from, to }) => whole.slice(from, to),
    at: ({ from }) => {
      const index = lastBelow(starts, from);
      const line = Math.max(index + 1 - linesBefore, 1);
      return { place: { file: null, line, column: from - (starts[index] ?? 0) + 1 }, path: '' };
    },
  };
}

/** The places that are not Python, first ones first. */
export function syntaxErrors(root: SyntaxNode): readonly SyntaxNode[] {
  return nodesOf(root, '⚠');
}

/** Whether a node is of the module itself, or of a branch of it, and not inside of a function or a class. */
export function isInModule(node: SyntaxNode): boolean {
  for (let { parent } = node; parent !== null; parent = parent.parent) {
    if (parent.name === 'FunctionDefinition' || parent.name === 'ClassDefinition') {
      return false;
    }
  }
  return true;
}

/** What a definition, a class or an assignment names first; empty if it names nothing. */
export function nameOf(definition: SyntaxNode, source: PythonSource): string {
  const name = definition.getChild('VariableName');
  return name === null ? '' : source.textOf(name);
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function lastBelow(starts: readonly number[], offset: number): number {
  const after = starts.findIndex((start) => start > offset);
  return (after < 0 ? starts.length : after) - 1;
}
