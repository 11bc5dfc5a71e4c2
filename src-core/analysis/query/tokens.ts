import { type Operand, QueryError, type Span } from './syntax.ts';

export type Sign =
  | '('
  | ')'
  | '['
  | ']'
  | ','
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '~'
  | 'and'
  | 'or'
  | 'not'
  | 'in'
  | 'has';

export type Token = (Span & { readonly kind: 'symbol'; readonly symbol: Sign }) | Operand;

/** Other ways to write a symbol, of languages that people come from. */
const SYMBOLS: Readonly<Record<string, Sign>> = {
  '(': '(',
  ')': ')',
  '[': '[',
  ']': ']',
  ',': ',',
  '==': '==',
  '=': '==',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': '~',
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '|': 'or',
  '!': 'not',
};

const KEYWORDS: Readonly<Record<string, Sign>> = { and: 'and', or: 'or', not: 'not', in: 'in', has: 'has' };

const SPACE = /\s+/y;
const SYMBOL = /==|!=|<>|<=|>=|&&|\|\||[()[\],=<>~&|!]/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`/y;
const WORD = /[\p{L}\p{N}_.+%$#@/:*-]+/uy;
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/i;
const NOT_FINITE: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function operandOf(text: string, span: Span): Operand {
  const special = NOT_FINITE[text.toLowerCase()];
  if (special !== undefined) {
    return { ...span, kind: 'number', text, number: special, unit: null };
  }
  const number = NUMBER.exec(text);
  return number === null
    ? { ...span, kind: 'word', text, number: Number.NaN, unit: null }
    : { ...span, kind: 'number', text, number: Number(number[1]), unit: number[2] || null };
}

function quotedOperand(found: RegExpExecArray, span: Span): Operand {
  const [, double, single, back] = found;
  const text = back ?? (double ?? single ?? '').replace(/\\(.)/g, '$1');
  return { ...span, kind: 'quoted', text, number: Number.NaN, unit: null };
}

function wordToken(text: string, span: Span): Token {
  const keyword = KEYWORDS[text.toLowerCase()];
  return keyword === undefined ? operandOf(text, span) : { ...span, kind: 'symbol', symbol: keyword };
}

function tokenAt(text: string, from: number): Token {
  const quoted = matchAt(QUOTED, text, from);
  if (quoted) {
    return quotedOperand(quoted, { from, to: from + quoted[0].length });
  }
  const symbol = matchAt(SYMBOL, text, from);
  if (symbol) {
    const known = SYMBOLS[symbol[0]];
    if (known !== undefined) {
      return { from, to: from + symbol[0].length, kind: 'symbol', symbol: known };
    }
  }
  const word = matchAt(WORD, text, from);
  if (word) {
    return wordToken(word[0], { from, to: from + word[0].length });
  }
  const character = text[from] ?? '';
  throw new QueryError(
    /["'`]/.test(character)
      ? `A text in quotes must end with the quote that begins it; ${character} is never closed.`
      : `A query has names, values, and, or, not, in, has, == != < <= > >= ~ and parentheses; found ${character}.`,
    { from, to: text.length },
  );
}

/** The words, values and symbols of a query. @throws QueryError at a character that means nothing */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const space = matchAt(SPACE, text, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}
