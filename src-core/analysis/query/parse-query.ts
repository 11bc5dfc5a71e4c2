import { type Comparison, type Operand, QueryError, type QueryNode, type Span } from './syntax.ts';
import { type Sign, type Token, tokensOf } from './tokens.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', '~']);
/** The same comparison with its sides exchanged. */
const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '~': '~',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

type Cursor = { readonly tokens: readonly Token[]; readonly length: number; at: number };

export function isComparison(symbol: Sign): symbol is Sign & Comparison {
  return COMPARISONS.has(symbol);
}

function symbolAt({ tokens, at }: Cursor, ahead = 0): Sign | null {
  const token = tokens[at + ahead];
  return token?.kind === 'symbol' ? token.symbol : null;
}

function took(cursor: Cursor, symbol: Sign): boolean {
  const is = symbolAt(cursor) === symbol;
  cursor.at += is ? 1 : 0;
  return is;
}

/** Where the next token is; behind the end where there is none. */
function here({ tokens, at, length }: Cursor): Span {
  return tokens[at] ?? { from: length, to: length };
}

function foundWords(cursor: Cursor, text: string): string {
  const { from, to } = here(cursor);
  return from === to ? 'the query ends' : `found ${text.slice(from, to)}`;
}

/**
 * Reads a query:
 *
 *     query  = part { "or" part }            part = item { ["and"] item }
 *     item   = "not" item | "(" query ")" | "has" name | word
 *            | operand comparison operand [comparison operand]
 *            | name ["not"] "in" "(" value { "," value } ")"
 *
 * @throws QueryError with what was expected, what was found, and where
 */
export function parseQuery(text: string): QueryNode | null {
  const tokens = tokensOf(text);
  if (tokens.length === 0) {
    return null;
  }
  const cursor: Cursor = { tokens, length: text.length, at: 0 };
  const node = either(cursor, text);
  if (cursor.at < tokens.length) {
    throw new QueryError(`Expected and, or, or the end; ${foundWords(cursor, text)}.`, here(cursor));
  }
  return node;
}

function either(cursor: Cursor, text: string): QueryNode {
  const parts = [all(cursor, text)];
  while (took(cursor, 'or')) {
    parts.push(all(cursor, text));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
}

/** Ends at the end of the query, `or`, or a closing parenthesis. */
function all(cursor: Cursor, text: string): QueryNode {
  const parts = [item(cursor, text)];
  while (took(cursor, 'and') || beginsItem(cursor)) {
    parts.push(item(cursor, text));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
}

function beginsItem(cursor: Cursor): boolean {
  const token = cursor.tokens[cursor.at];
  return token !== undefined && (token.kind !== 'symbol' || ['(', 'not', 'has'].includes(token.symbol));
}

function item(cursor: Cursor, text: string): QueryNode {
  if (took(cursor, 'not')) {
    return { kind: 'not', part: item(cursor, text) };
  }
  const opened = here(cursor);
  if (took(cursor, '(')) {
    const inner = either(cursor, text);
    if (!took(cursor, ')')) {
      throw new QueryError('A parenthesis that is opened must be closed; this one is not.', opened);
    }
    return inner;
  }
  if (took(cursor, 'has')) {
    return { kind: 'has', name: operand(cursor, text, 'a name after has') };
  }
  return comparison(cursor, text);
}

function operand(cursor: Cursor, text: string, wanted: string): Operand {
  const token = cursor.tokens[cursor.at];
  if (token === undefined || token.kind === 'symbol') {
    throw new QueryError(`Expected ${wanted}; ${foundWords(cursor, text)}.`, here(cursor));
  }
  cursor.at += 1;
  return token;
}

function comparison(cursor: Cursor, text: string): QueryNode {
  const first = operand(cursor, text, 'a name, a word or a parenthesis');
  const negated = symbolAt(cursor) === 'not' && symbolAt(cursor, 1) === 'in';
  if (negated || symbolAt(cursor) === 'in') {
    cursor.at += negated ? 2 : 1;
    const node: QueryNode = { kind: 'in', name: first, values: list(cursor, text) };
    return negated ? { kind: 'not', part: node } : node;
  }
  const operator = takenComparison(cursor);
  if (operator === null) {
    return { kind: 'word', word: first };
  }
  const second = operand(cursor, text, `a value after ${operator.symbol}`);
  const next = takenComparison(cursor);
  if (next === null) {
    return compared(first, operator, second);
  }
  const third = operand(cursor, text, `a value after ${next.symbol}`);
  return {
    kind: 'and',
    parts: [mirrored(first, operator, second), sided(second, next, third)],
  };
}

type Taken = Span & { readonly symbol: Comparison };

function takenComparison(cursor: Cursor): Taken | null {
  const symbol = symbolAt(cursor);
  if (symbol === null || !isComparison(symbol)) {
    return null;
  }
  const span = here(cursor);
  cursor.at += 1;
  return { from: span.from, to: span.to, symbol };
}

function sided(name: Operand, { symbol, from, to }: Taken, value: Operand): QueryNode {
  return { kind: 'compare', name, operator: symbol, operatorAt: { from, to }, value };
}

function mirrored(value: Operand, operator: Taken, name: Operand): QueryNode {
  return sided(name, { ...operator, symbol: MIRRORED[operator.symbol] }, value);
}

/** `0.2 > loss` is `loss < 0.2`. */
function compared(left: Operand, operator: Taken, right: Operand): QueryNode {
  return left.kind === 'number' && right.kind !== 'number'
    ? mirrored(left, operator, right)
    : sided(left, operator, right);
}

function list(cursor: Cursor, text: string): readonly Operand[] {
  const opened = here(cursor);
  const closing = took(cursor, '(') ? ')' : took(cursor, '[') ? ']' : null;
  if (closing === null) {
    throw new QueryError(`Expected values in parentheses after in; ${foundWords(cursor, text)}.`, opened);
  }
  const values = [operand(cursor, text, 'a value')];
  while (took(cursor, ',')) {
    values.push(operand(cursor, text, 'a value after the comma'));
  }
  if (!took(cursor, closing)) {
    throw new QueryError(`Expected a comma or ${closing}; ${foundWords(cursor, text)}.`, here(cursor));
  }
  return values;
}
