import { readQuotedScalar } from '../document/scalar.ts';

/** Magnitudes outside of which a float is written with an exponent, as Python writes it. */
const FIRST_FIXED = 1e-4;
const FIRST_SCIENTIFIC = 1e16;

/**
 * A float that is one in YAML 1.1, YAML 1.2, JSON and Python alike: always with a point, exponents with a sign.
 * The digits are the fewest that read back to the same number. Non-finite ones are written as YAML (`.inf`, `.nan`).
 *
 * @example floatText(8) // "8.0"; floatText(1e-5) // "1.0e-05"
 */
export function floatText(value: number): string {
  if (Number.isNaN(value)) {
    return '.nan';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '.inf' : '-.inf';
  }
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= FIRST_FIXED && magnitude < FIRST_SCIENTIFIC)) {
    return withPoint(fixedText(value));
  }
  const [mantissa = '0', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${withPoint(mantissa)}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/** JavaScript writes these magnitudes without an exponent, but drops the sign of a negative zero. */
function fixedText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`;
}

/** An integer where the value is one that can be told apart from its neighbours, otherwise a float. */
export function numberText(value: number): string {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : floatText(value);
}

/** Words that YAML 1.1 or 1.2 reads as something else than a string, in any case, and some that only look so. */
const RESERVED = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null', 'none', 'nan', 'inf']);

/**
 * Texts that need no quotes anywhere: they start with a letter or a path's first characters, and hold nothing that
 * could be an indicator, a comment, a date or a number in either version.
 */
const PLAIN = /^(?:[A-Za-z_]|\.{0,2}\/)[\w./+-]*(?: [\w./+-]+)*$/;
/** The same with colons inside, for values outside of `[…]`: `train.py:run`. */
const PLAIN_WITH_COLON = /^(?:[A-Za-z_]|\.{0,2}\/)[\w./+-]*(?::[\w./+-]+)+$/;
/** Some readers of YAML 1.1 take these for a number whose digits are missing. */
const EXPONENT = /^[eE][-+]?\d+$/;
/** A number with a unit is a text in both: `5 min`. */
const PLAIN_QUANTITY = /^\d+(?:\.\d+)? [A-Za-z]+$/;
/** A longer text without quotes is hard to tell from what follows it. */
const LONGEST_PLAIN = 200;

/** Characters that PyYAML refuses, that either version folds as a line break, or that nobody could see. */
const ESCAPED = /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ud800-\udfff\ue000-\ufefe\uff00-\ufffd]/g;
const NOT_IN_A_BLOCK =
  /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Where a string will stand: as a mapping's value or a list's item on a line of its own, inside `[…]`, as a key. */
export type StringPosition = 'line' | 'flow' | 'key';

/**
 * One line of YAML that both versions read as exactly this string. A text that `parseRun` would take for a number with
 * an exponent even in quotes carries the tag that keeps it one.
 */
export function stringText(value: string, position: StringPosition): string {
  if (position !== 'key' && readQuotedScalar(value).type !== 'string') {
    return `!!str ${quoted(value)}`;
  }
  return isPlain(value, position) ? value : quoted(value);
}

function isPlain(value: string, position: StringPosition): boolean {
  if (value.length > LONGEST_PLAIN || RESERVED.has(value.toLowerCase()) || EXPONENT.test(value)) {
    return false;
  }
  return (
    PLAIN.test(value) || PLAIN_QUANTITY.test(value) || (position === 'line' && PLAIN_WITH_COLON.test(value))
  );
}

/** JSON's escapes are YAML's too; what JSON leaves as it is and YAML would change is escaped in addition. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(ESCAPED, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * A text of several lines as a literal block (`|`), so that people can read it; null where a block could not hold it
 * exactly. `indentation` is that of the block's lines.
 */
export function blockText(value: string, indentation: string): string | null {
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n');
  if (lines.length < 2 || NOT_IN_A_BLOCK.test(value) || !lines.every(isBlockLine) || !isFirstLine(lines[0])) {
    return null;
  }
  if (lines.at(-1) === '') {
    return null;
  }
  const indented = lines.map((line) => (line === '' ? '' : `${indentation}${line}`)).join('\n');
  return `${value.endsWith('\n') ? '|' : '|-'}\n${indented}`;
}

/** A line of nothing but blanks would be taken for an empty one. */
function isBlockLine(line: string): boolean {
  return line === '' || line.trim() !== '';
}

/** The first line tells how far the block is indented, so it must not start with a blank itself. */
function isFirstLine(line: string | undefined): boolean {
  return line !== undefined && line !== '' && !/^[ \t]/.test(line);
}
