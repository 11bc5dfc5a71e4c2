import { float, type TypedValue } from '#core/config/values/typed-value.ts';

const NULL = /^(?:~|null|Null|NULL)?$/;
const TRUE = /^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const BASED = /^[-+]?0(?:b[01_]+|x[0-9a-fA-F_]+)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * A value without quotes as PyYAML reads it, which follows YAML 1.1: `1e-3` is a text, `yes` is true, `017` is 15. Dates
 * and numbers to the base 60 stay texts. An integer that a number can't hold exactly stays the text of its digits.
 */
export function readPythonScalar(source: string): TypedValue {
  if (NULL.test(source)) {
    return null;
  }
  if (TRUE.test(source) || FALSE.test(source)) {
    return TRUE.test(source);
  }
  const digits = source.replaceAll('_', '');
  if (DECIMAL.test(source)) {
    return exact(Number(digits), source);
  }
  if (OCTAL.test(source)) {
    return exact(
      signed(digits, (plain) => Number.parseInt(plain, 8)),
      source,
    );
  }
  if (BASED.test(source)) {
    return exact(signed(digits, Number), source);
  }
  if (INFINITE.test(source)) {
    return float(source.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
  }
  if (NOT_A_NUMBER.test(source)) {
    return float(Number.NaN);
  }
  return FLOAT.test(source) ? float(Number(digits)) : source;
}

function signed(digits: string, read: (plain: string) => number): number {
  const value = read(digits.replace(/^[-+]/, ''));
  return digits.startsWith('-') ? -value : value;
}

function exact(value: number, source: string): TypedValue {
  return Number.isSafeInteger(value) ? value : source;
}
