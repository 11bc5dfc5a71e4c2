import type { Located, ScalarNode } from '#core/config/document/node.ts';

/** An expression of Python as far as a search space needs it. Nothing is ever run. */
export type PythonExpression =
  | { readonly kind: 'value'; readonly at: Located; readonly node: ScalarNode }
  | { readonly kind: 'list'; readonly at: Located; readonly items: readonly PythonExpression[] }
  | { readonly kind: 'dict'; readonly at: Located; readonly entries: readonly PythonEntry[] }
  | PythonCall
  /** `name` or `a.b.c`. */
  | { readonly kind: 'word'; readonly at: Located; readonly word: string }
  | { readonly kind: 'unknown'; readonly at: Located; readonly source: string };

/** A key of a dictionary, an argument with its name, or an attribute of a class. */
export type PythonEntry = {
  readonly name: string;
  readonly at: Located;
  readonly value: PythonExpression;
};

export type PythonCall = {
  readonly kind: 'call';
  readonly at: Located;
  /** As written, with its module: `neps.Float`. */
  readonly callee: string;
  readonly positional: readonly PythonExpression[];
  readonly keywords: readonly PythonEntry[];
};

/** For messages: `LOWER`, `range(…)`. */
export function shownExpression(expression: PythonExpression): string {
  switch (expression.kind) {
    case 'value':
      return `\`${expression.node.source}\``;
    case 'list':
      return 'a list';
    case 'dict':
      return 'a dictionary';
    case 'call':
      return `\`${expression.callee}(…)\``;
    case 'word':
      return `\`${expression.word}\``;
    case 'unknown':
      return `\`${expression.source}\``;
  }
}
