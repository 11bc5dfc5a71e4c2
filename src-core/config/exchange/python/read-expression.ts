import type { ScalarValue } from '#core/config/document/scalar.ts';
import { childrenOf, type SyntaxNode } from '../syntax-tree.ts';
import type { PythonEntry, PythonExpression } from './python-expression.ts';
import type { PythonSource } from './python-syntax.ts';

const PREFIX = /^([A-Za-z]*)('''|"""|'|")/;

const LAST_CODE_POINT = 0x10ffff;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\n', ''],
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
]);

/** The value of a text in quotes; null for bytes, formatted texts and characters by name. */
function pythonString(source: string): string | null {
  const [opening = '', prefix = '', quote = ''] = PREFIX.exec(source) ?? [];
  const body = source.slice(opening.length, source.length - quote.length);
  if (quote === '' || !source.endsWith(quote) || /[bft]/i.test(prefix)) {
    return null;
  }
  if (/r/i.test(prefix)) {
    return body;
  }
  return /\\N\{/.test(body) ? null : unescaped(body);
}

function unescaped(body: string): string {
  const sequence = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[\s\S])/g;
  return body.replace(sequence, (whole) => {
    const code = codeOf(whole);
    if (code !== null) {
      return code > LAST_CODE_POINT ? whole : String.fromCodePoint(code);
    }
    return ESCAPES.get(whole.slice(1)) ?? whole;
  });
}

/** The character's number in `\x41`, `\u0041`, `\U00000041` and `\101`. */
function codeOf(sequence: string): number | null {
  if (/^\\[xuU]./.test(sequence)) {
    return Number.parseInt(sequence.slice(2), 16);
  }
  return /^\\[0-7]/.test(sequence) ? Number.parseInt(sequence.slice(1), 8) : null;
}

/** An integer or a float as Python reads it; null for imaginary numbers. */
function pythonNumber(source: string): ScalarValue | null {
  const digits = source.replaceAll('_', '');
  if (/j$/i.test(digits)) {
    return null;
  }
  const isFloat = !/^0[xob]/i.test(digits) && /[.e]/i.test(digits);
  return numberValue(Number(digits), isFloat);
}

function numberValue(value: number, isFloat: boolean): ScalarValue {
  return isFloat
    ? { type: 'float', value, exact: Number.isFinite(value) }
    : // Among integers there is no −0.
      { type: 'integer', value: value + 0, exact: Number.isSafeInteger(value), exponent: false };
}

/** A number behind a sign of its own; null for another operator. */
function signed(sign: string, { type, value }: ScalarValue): ScalarValue | null {
  if (typeof value !== 'number' || !['+', '-'].includes(sign)) {
    return null;
  }
  return numberValue(sign === '-' ? -value : value, type === 'float');
}

/** What an operator of Python makes of two numbers; null for one that is not understood. */
function calculated(operator: string, a: ScalarValue, b: ScalarValue): ScalarValue | null {
  if (typeof a.value !== 'number' || typeof b.value !== 'number') {
    return null;
  }
  const isFloat = a.type === 'float' || b.type === 'float';
  switch (operator) {
    case '+':
      return numberValue(a.value + b.value, isFloat);
    case '-':
      return numberValue(a.value - b.value, isFloat);
    case '*':
      return numberValue(a.value * b.value, isFloat);
    case '/':
      return numberValue(a.value / b.value, true);
    case '**':
      return numberValue(a.value ** b.value, isFloat || b.value < 0);
    default:
      return null;
  }
}

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
