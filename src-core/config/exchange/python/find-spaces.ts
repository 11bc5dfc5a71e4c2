import { parameterClass } from './parameter-classes.ts';
import type { PythonEntry, PythonExpression } from './python-expression.ts';
import { childrenOf, type PythonSource, type SyntaxNode } from './python-syntax.ts';
import { readExpression } from './read-expression.ts';

/** What may be a search space in a text of Python. `class`: the body of a `PipelineSpace`, as since NePS 0.15. */
export type FoundSpace = {
  readonly kind: 'dict' | 'class';
  readonly node: SyntaxNode;
  readonly entries: readonly PythonEntry[];
};

export type Found = {
  readonly spaces: readonly FoundSpace[];
  /** Parameters that stand by themselves: `lr = neps.Float(…)`. */
  readonly loose: readonly PythonEntry[];
  /** Calls of parameters that belong to no space. */
  readonly stray: readonly SyntaxNode[];
};

/** Finds every dictionary of parameters and every class of a space, whatever stands around them. */
export function findSpaces(source: PythonSource): Found {
  const found = { spaces: [] as FoundSpace[], loose: [] as PythonEntry[], stray: [] as SyntaxNode[] };
  visit(source.root, source, found);
  return found;
}

type Collected = { spaces: FoundSpace[]; loose: PythonEntry[]; stray: SyntaxNode[] };

function visit(node: SyntaxNode, source: PythonSource, found: Collected): void {
  const space = spaceAt(node, source);
  if (space !== null) {
    found.spaces.push(space);
    return;
  }
  const loose = node.name === 'AssignStatement' ? assignment(node, source) : null;
  if (loose !== null && isParameter(loose.value)) {
    found.loose.push(loose);
    return;
  }
  if (node.name === 'CallExpression' && isParameter(readExpression(node, source))) {
    found.stray.push(node);
    return;
  }
  for (const child of childrenOf(node)) {
    visit(child, source, found);
  }
}

function spaceAt(node: SyntaxNode, source: PythonSource): FoundSpace | null {
  if (node.name === 'ClassDefinition') {
    const [, , bases] = childrenOf(node);
    const isSpace = bases?.name === 'ArgList' && /\bPipelineSpace\b/.test(source.textOf(bases));
    const entries = isSpace ? bodyEntries(node, source) : [];
    return isSpace ? { kind: 'class', node, entries } : null;
  }
  if (node.name !== 'DictionaryExpression' && node.name !== 'CallExpression') {
    return null;
  }
  const expression = readExpression(node, source);
  if (expression.kind !== 'dict') {
    return null;
  }
  const isSpace = expression.entries.some(({ value }) => isParameter(value)) || isNamed(node, source);
  return isSpace ? { kind: 'dict', node, entries: expression.entries } : null;
}

/** Whether it is given to `pipeline_space`, or is all there is. */
function isNamed(node: SyntaxNode, source: PythonSource): boolean {
  const before = node.prevSibling?.prevSibling;
  const isGiven = before != null && /^(?:pipeline_|search_)?space$/.test(source.textOf(before));
  return isGiven || (node.parent?.name === 'ExpressionStatement' && childrenOf(source.root).length === 1);
}

function bodyEntries(node: SyntaxNode, source: PythonSource): readonly PythonEntry[] {
  const body = childrenOf(node).find(({ name }) => name === 'Body');
  const statements = body === undefined ? [] : childrenOf(body);
  return statements.flatMap((statement) =>
    statement.name === 'AssignStatement' ? (assignment(statement, source) ?? []) : [],
  );
}

/** `name = value`, with or without a type; a comma behind it is one of the call that the line is from. */
function assignment(node: SyntaxNode, source: PythonSource): PythonEntry | null {
  const children = childrenOf(node).filter(({ name }) => name !== 'TypeDef');
  const isWhole = children.length === 3 || (children.length === 4 && children[3]?.name === ',');
  const [name, equals, value] = children;
  return name?.name === 'VariableName' && equals?.name === 'AssignOp' && value !== undefined && isWhole
    ? { name: source.textOf(name), at: source.at(name), value: readExpression(value, source) }
    : null;
}

function isParameter(expression: PythonExpression): boolean {
  return expression.kind === 'call' && parameterClass(expression.callee) !== null;
}
