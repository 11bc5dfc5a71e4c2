import { float, type TypedValue } from './typed-value.ts';

/** Whether a text may hold a number whose kind or value `JSON.parse` would lose. */
const SUSPECT = /\d\.0+(?!\d)|\d[eE]|NaN|Infinity/;
/** A string, a number, or a word that Python's `json` writes for a non-finite one. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|-?\b(?:NaN|Infinity)\b/g;

/**
 * Reads JSON with the kinds of its numbers: what is written with a point or an exponent is a float (`1.0`, `1e3`), as in
 * Python. Takes Python's `NaN`, `Infinity` and `-Infinity` too.
 *
 * @throws SyntaxError for what is not JSON
 */
export function readTypedJson(text: string): TypedValue {
  if (!SUSPECT.test(text)) {
    return JSON.parse(text) as TypedValue;
  }
  const mark = unusedMark(text);
  const marked = text.replace(TOKEN, (token) => (isHiddenFloat(token) ? `{"${mark}":"${token}"}` : token));
  return unmarked(JSON.parse(marked), mark);
}

/** A key that no object of the text has. */
function unusedMark(text: string): string {
  let mark = 'float';
  while (text.includes(mark)) {
    mark += '_';
  }
  return mark;
}

/** A float that a plain number would not show: integral, or not finite. */
function isHiddenFloat(token: string): boolean {
  if (/^(?:"|-?\d+$)/.test(token)) {
    return false;
  }
  const value = Number(token);
  return !Number.isFinite(value) || Number.isInteger(value);
}

function unmarked(value: unknown, mark: string): TypedValue {
  if (typeof value !== 'object' || value === null) {
    return value as TypedValue;
  }
  if (Array.isArray(value)) {
    return value.map((item) => unmarked(item, mark));
  }
  const pairs = Object.entries(value);
  if (pairs.length === 1 && pairs[0]?.[0] === mark) {
    return float(Number(pairs[0][1]));
  }
  return Object.fromEntries(pairs.map(([key, item]) => [key, unmarked(item, mark)]));
}
