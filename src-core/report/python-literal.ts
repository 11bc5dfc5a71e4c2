import { floatOf, type TypedValue } from '#core/config/values/typed-value.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue, ValueKind } from '#core/contract/value.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';

/** A float as Python's `repr` writes it: `8.0`, `1e-05`, `1e+16`, `nan`, `-inf`. */
export function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  const [digits = '0', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (value !== 0 && (exponent < -4 || exponent >= 16)) {
    const sign = exponent < 0 ? '-' : '+';
    return `${digits}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return plainDecimal(value, digits, exponent);
}

/** JavaScript turns to exponents at 1e-7 and 1e21 only, so between 1e-4 and 1e16 its own text has none. */
function plainDecimal(value: number, digits: string, exponent: number): string {
  if (Object.is(value, -0)) {
    return '-0.0';
  }
  const text = String(value);
  return digits.replace('-', '').replace('.', '').length <= exponent + 1 ? `${text}.0` : text;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as Python's `repr` writes it: in single quotes, unless it holds some and no double ones. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = [...text].map((character) => {
    if (character === quote) {
      return `\\${quote}`;
    }
    return ESCAPES[character] ?? (isPrintable(character) ? character : escapeOf(character));
  });
  return `${quote}${escaped.join('')}${quote}`;
}

function isPrintable(character: string): boolean {
  return character === ' ' || !/[\p{C}\p{Z}]/u.test(character);
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) {
    return `\\x${code.toString(16).padStart(2, '0')}`;
  }
  return code <= 0xffff
    ? `\\u${code.toString(16).padStart(4, '0')}`
    : `\\U${code.toString(16).padStart(8, '0')}`;
}

/** A value of a configuration as a Python literal in the kind that it has. */
function pythonValue(value: ConfigValue, kind: ValueKind): string {
  if (typeof value === 'string') {
    return pythonString(value);
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  return kind === 'float' ? pythonFloat(value) : BigInt(Math.trunc(value)).toString();
}

/** A configuration as a Python dictionary. */
export function pythonConfig(config: Config, space: SearchSpace): string {
  const parameters = new Map(space.map((parameter) => [parameter.name, parameter]));
  const pairs = Object.entries(config).map(([name, value]) => {
    const parameter = parameters.get(name);
    const kind = parameter === undefined ? plainKindOf(value) : kindOf(parameter, value);
    return `${pythonString(name)}: ${pythonValue(value, kind)}`;
  });
  return `{${pairs.join(', ')}}`;
}

/** A value as a Python literal: a plain number is an integer where it is integral. */
export function pythonLiteral(value: TypedValue): string {
  if (Array.isArray(value)) {
    return `[${value.map(pythonLiteral).join(', ')}]`;
  }
  const number = floatOf(value);
  if (number !== null) {
    return pythonFloat(number);
  }
  switch (typeof value) {
    case 'string':
      return pythonString(value);
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
      return /^-?\d+$/.test(String(value)) ? String(value) : pythonFloat(value);
    default:
      return value === null ? 'None' : pythonMapping(value);
  }
}

function pythonMapping(value: TypedValue & object): string {
  const pairs = Object.entries(value).map(([key, item]) => `${pythonString(key)}: ${pythonLiteral(item)}`);
  return `{${pairs.join(', ')}}`;
}
