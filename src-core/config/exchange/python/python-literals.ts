import type { ScalarValue } from '#core/config/document/scalar.ts';

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
export function pythonString(source: string): string | null {
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
export function pythonNumber(source: string): ScalarValue | null {
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
export function signed(sign: string, { type, value }: ScalarValue): ScalarValue | null {
  if (typeof value !== 'number' || !['+', '-'].includes(sign)) {
    return null;
  }
  return numberValue(sign === '-' ? -value : value, type === 'float');
}

/** What an operator of Python makes of two numbers; null for one that is not understood. */
export function calculated(operator: string, a: ScalarValue, b: ScalarValue): ScalarValue | null {
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
