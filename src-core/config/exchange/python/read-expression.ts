import type { ScalarValue } from '#core/config/document/scalar.ts';
import type { PythonEntry, PythonExpression } from './python-expression.ts';
import { calculated, pythonNumber, pythonString, signed } from './python-literals.ts';
import { childrenOf, type PythonSource, type SyntaxNode } from './python-syntax.ts';

/** Reads literals, sums and products of numbers, lists, tuples, dictionaries, names and calls; all else is unknown. */
export function readExpression(node: SyntaxNode, source: PythonSource): PythonExpression {
  const at = source.at(node);
  const value = readScalar(node, source);
  if (value !== null) {
    const text = value.type === 'string' ? value.value : source.textOf(node);
    return { kind: 'value', at, node: { kind: 'scalar', ...at, plain: false, source: text, ...value } };
  }
  switch (node.name) {
    case 'ArrayExpression':
    case 'TupleExpression':
      return { kind: 'list', at, items: itemsOf(node).map((item) => readExpression(item, source)) };
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node)[1];
      return inner === undefined ? unknown(node, source) : readExpression(inner, source);
    }
    case 'DictionaryExpression':
      return { kind: 'dict', at, entries: dictionaryEntries(node, source) };
    case 'CallExpression':
      return readCall(node, source);
    case 'VariableName':
    case 'MemberExpression': {
      const word = source.textOf(node);
      return /^[\p{L}\p{N}_.]+$/u.test(word) ? { kind: 'word', at, word } : unknown(node, source);
    }
    default:
      return unknown(node, source);
  }
}

function unknown(node: SyntaxNode, source: PythonSource): PythonExpression {
  const [line = ''] = source.textOf(node).split('\n');
  return { kind: 'unknown', at: source.at(node), source: line.slice(0, 40) };
}

function readScalar(node: SyntaxNode, source: PythonSource): ScalarValue | null {
  const text = source.textOf(node);
  switch (node.name) {
    case 'None':
      return { type: 'null', value: null };
    case 'Boolean':
      return { type: 'boolean', value: text === 'True' };
    case 'Number':
      return pythonNumber(text);
    case 'String': {
      const value = pythonString(text);
      return value === null ? null : { type: 'string', value };
    }
    case 'ContinuedString': {
      const parts = childrenOf(node).map((part) => pythonString(source.textOf(part)));
      return parts.includes(null) ? null : { type: 'string', value: parts.join('') };
    }
    case 'ParenthesizedExpression': {
      const inner = childrenOf(node)[1];
      return inner === undefined ? null : readScalar(inner, source);
    }
    case 'UnaryExpression':
      return readSigned(node, source);
    case 'BinaryExpression':
      return readCalculation(node, source);
    default:
      return null;
  }
}

function readSigned(node: SyntaxNode, source: PythonSource): ScalarValue | null {
  const [sign, operand] = childrenOf(node);
  const value = operand === undefined ? null : readScalar(operand, source);
  return sign === undefined || value === null ? null : signed(source.textOf(sign), value);
}

function readCalculation(node: SyntaxNode, source: PythonSource): ScalarValue | null {
  const [left, operator, right] = childrenOf(node);
  if (left === undefined || operator === undefined || right === undefined) {
    return null;
  }
  const [a, b] = [readScalar(left, source), readScalar(right, source)];
  return a === null || b === null ? null : calculated(source.textOf(operator), a, b);
}

/** What stands between commas. */
function itemsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => !['[', ']', '(', ')', '{', '}', ','].includes(name));
}

function dictionaryEntries(node: SyntaxNode, source: PythonSource): readonly PythonEntry[] {
  return groupsOf(childrenOf(node).slice(1)).map((group) => {
    const [key, colon, value] = group;
    const name = key === undefined ? null : readScalar(key, source);
    if (key === undefined || colon?.name !== ':' || value === undefined || name?.type !== 'string') {
      return spread(group, source);
    }
    return { name: name.value, at: source.at(key), value: readExpression(value, source) };
  });
}

function readCall(node: SyntaxNode, source: PythonSource): PythonExpression {
  const [callee, list] = childrenOf(node);
  const name = callee === undefined ? '' : source.textOf(callee);
  if (list?.name !== 'ArgList' || !/^[\p{L}\p{N}_.]+$/u.test(name)) {
    return unknown(node, source);
  }
  const groups = groupsOf(childrenOf(list).slice(1));
  const keywords = groups.filter((group) => group.length !== 1);
  const at = source.at(node);
  const entries = keywords.map((group) => {
    const [key, equals, value] = group;
    return key?.name === 'VariableName' && equals?.name === 'AssignOp' && value !== undefined
      ? { name: source.textOf(key), at: source.at(key), value: readExpression(value, source) }
      : spread(group, source);
  });
  if (name === 'dict' && keywords.length === groups.length) {
    return { kind: 'dict', at, entries };
  }
  const positional = groups.filter((group) => group.length === 1).flat();
  return {
    kind: 'call',
    at,
    callee: name,
    positional: positional.map((item) => readExpression(item, source)),
    keywords: entries,
  };
}

/** `**more`, or a key that is no text: an entry without a name. */
function spread(group: readonly SyntaxNode[], source: PythonSource): PythonEntry {
  const [first] = group;
  const at = source.at(first ?? source.root);
  const text = group.map((node) => source.textOf(node)).join('');
  return { name: '', at, value: { kind: 'unknown', at, source: text.slice(0, 40) } };
}

function groupsOf(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ',') {
      groups.push([]);
    } else if (node.name !== ')' && node.name !== '}') {
      groups.at(-1)?.push(node);
    }
  }
  return groups.filter((group) => group.length > 0);
}
