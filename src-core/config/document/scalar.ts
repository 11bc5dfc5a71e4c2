/** A form of plain text that YAML 1.1 (PyYAML) takes for something that YAML 1.2 does not. */
type Form = { readonly pattern: RegExp; readonly reading: (source: string) => string };

const FORMS: readonly Form[] = [
  { pattern: /^(?:yes|Yes|YES|on|On|ON)$/, reading: () => 'true' },
  { pattern: /^(?:no|No|NO|off|Off|OFF)$/, reading: () => 'false' },
  { pattern: /^[-+]?0b[01_]+$/, reading: () => 'a binary number' },
  { pattern: /^[-+]?0x[\da-fA-F_]+$/, reading: () => 'a hexadecimal number' },
  { pattern: /^0o[0-7]+$/, reading: () => 'a text' },
  { pattern: /^[-+]?0[0-7_]+$/, reading: (source) => `the octal number ${octal(source)}` },
  { pattern: /^[-+]?0\d+$/, reading: () => 'a text' },
  { pattern: /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/, reading: () => 'a number of base 60' },
  {
    pattern: /^[-+]?\d[\d_]*(?:\.[\d_]*(?:[eE][-+]\d+)?)?$/,
    reading: (source) => source.replaceAll('_', ''),
  },
  { pattern: /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/, reading: () => 'a date' },
  { pattern: /^=$/, reading: () => 'nothing it knows' },
];

/** What both versions read alike although a form above matches it. */
const ALIKE = /^(?:[-+]?(?:0|[1-9]\d*)|[-+]?\d+\.\d*(?:[eE][-+]\d+)?|0x[\da-fA-F]+|[-+]?0+[0-7])$/;

/**
 * What YAML 1.1 reads where it differs from 1.2, in words; null where both read the same. Numbers with an exponent
 * are not among them: they are numbers here whatever a version makes of them.
 */
export function readingInYaml11(source: string): string | null {
  if (ALIKE.test(source)) {
    return null;
  }
  return FORMS.find((form) => form.pattern.test(source))?.reading(source) ?? null;
}

function octal(source: string): number {
  const digits = source.replace(/[-+_]/g, '');
  return Number.parseInt(digits, 8) * (source.startsWith('-') ? -1 : 1);
}

/**
 * A value with the kind that its writing gives it. `exact` is false for a number that JavaScript can't hold as it is
 * written: integers beyond 2^53, floats too large or too small. `exponent` marks an integer written like `1e3`, which
 * becomes a float beside one.
 */
export type ScalarValue =
  | { readonly type: 'null'; readonly value: null }
  | { readonly type: 'boolean'; readonly value: boolean }
  | {
      readonly type: 'integer';
      readonly value: number;
      readonly exact: boolean;
      readonly exponent: boolean;
    }
  | { readonly type: 'float'; readonly value: number; readonly exact: boolean }
  | { readonly type: 'string'; readonly value: string };

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const INTEGER = /^[-+]?\d+$/;
const BASED_INTEGER = /^0(?:x[\da-fA-F]+|o[0-7]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const SCIENTIFIC = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)[eE][-+]?\d+$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * A value without quotes, as YAML 1.2 reads it (`012` is 12, `yes` a text), with two exceptions: numbers with an
 * exponent are numbers however they are spaced, and an integral one without a point is an integer.
 */
export function readPlainScalar(source: string): ScalarValue {
  if (NULL.test(source)) {
    return { type: 'null', value: null };
  }
  if (TRUE.test(source) || FALSE.test(source)) {
    return { type: 'boolean', value: TRUE.test(source) };
  }
  if (INTEGER.test(source) || BASED_INTEGER.test(source)) {
    return readInteger(source);
  }
  if (INFINITE.test(source) || NOT_A_NUMBER.test(source)) {
    return { type: 'float', value: specialFloat(source), exact: true };
  }
  return FLOAT.test(source) ? readFloat(source) : readQuotedScalar(source);
}

/**
 * A quoted text stays one, unless it holds a number with an exponent: YAML 1.1 reads `1e-3` as a text with and without
 * quotes, so that whoever uses it there may have quoted it. The tag `!!str` keeps even those.
 */
export function readQuotedScalar(text: string): ScalarValue {
  const compact = text.replaceAll(' ', '');
  return SCIENTIFIC.test(compact) ? readFloat(compact) : { type: 'string', value: text };
}

function readInteger(source: string): ScalarValue {
  const value = Number(source);
  return { type: 'integer', value, exact: Number.isSafeInteger(value), exponent: false };
}

function readFloat(source: string): ScalarValue {
  const value = Number(source);
  if (!source.includes('.') && Number.isInteger(value) && isFaithful(source, value)) {
    return { type: 'integer', value, exact: Number.isSafeInteger(value), exponent: true };
  }
  return { type: 'float', value, exact: isFaithful(source, value) };
}

/** False where the number became infinite, or zero though a digit of its mantissa is not. */
function isFaithful(source: string, value: number): boolean {
  return Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(source.split(/[eE]/)[0] ?? ''));
}

function specialFloat(source: string): number {
  if (NOT_A_NUMBER.test(source)) {
    return Number.NaN;
  }
  return source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
