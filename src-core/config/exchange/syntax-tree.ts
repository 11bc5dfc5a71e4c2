import type { parser } from '@lezer/python';

/** A node of a syntax tree, of any language that Lezer parses. */
export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** The children without comments. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith('Comment')) {
      children.push(child);
    }
  }
  return children;
}

/** The nodes of these kinds in a tree, first ones first. */
export function nodesOf(root: SyntaxNode, ...kinds: readonly string[]): readonly SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  root.cursor().iterate((node) => {
    if (kinds.includes(node.name)) {
      nodes.push(node.node);
    }
  });
  return nodes;
}

/** A piece of a source text, written in one line. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
