import { float, floatOf, type TypedValue } from '#core/config/values/typed-value.ts';
import { fc } from '#test/support/fast-check.ts';
import type { PythonValue } from '#test/support/py-yaml.ts';

/** Texts that one YAML version or another reads as something else, or that are hard to write. */
export const TRICKY_TEXTS = [
  ...[
    '',
    ' ',
    'no',
    'No',
    'NO',
    'yes',
    'on',
    'off',
    'y',
    'Y',
    'n',
    'true',
    'True',
    'false',
    'null',
    'Null',
    '~',
    'None',
  ],
  ...[
    '1:30',
    '1:30.5',
    '190:20:30',
    '012',
    '0o14',
    '0x1F',
    '0b11',
    '1_000',
    '8',
    '8.0',
    '-8',
    '+8',
    '.5',
    '5.',
    '-.5',
  ],
  ...[
    '1e3',
    '1e-3',
    '1E5',
    ' 1E5',
    '1 e 5',
    '1.5e3',
    '1.0e+3',
    '.inf',
    '-.inf',
    '.nan',
    '.NaN',
    'inf',
    'nan',
    'Infinity',
  ],
  ...[
    '2024-01-31',
    '2024-1-1',
    '2024-01-31 12:00:00',
    '2024-01-31T12:00:00Z',
    '12:00',
    '=',
    '<<',
    '-',
    '- a',
    '--- a',
    '...',
  ],
  ...[
    'a: b',
    'a:',
    ':a',
    'a #b',
    '#a',
    'a#b',
    '&a',
    '*a',
    '!a',
    '!!str a',
    '|',
    '>',
    '%a',
    '@a',
    '`a',
    '"a"',
    "'a'",
    "it's",
  ],
  ...[
    '[a]',
    '{a}',
    'a, b',
    ',',
    '?',
    '? a',
    'a\\b',
    'C:\\x\\train.py:train',
    'train.py:run',
    '/a/b c.py:f',
    './a',
    '../a',
    '~/a',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    'a\n\nb',
    '\na',
    'a\n',
    '\n',
    '\n\n',
    ' a\nb',
    'a\n b',
    '\ta\nb',
    'a\n\tb',
    'a \nb',
    'a\n  \nb',
    'a\nb\n\n',
  ],
  ...[
    'a\r\nb',
    'a\rb',
    'a\tb',
    '\t',
    'a\u0085b',
    'a\u2028b\u2029c',
    '\ufeffa',
    'a\ufeff',
    '\u00a0',
    'a\0b',
    '\u007f',
    '\u0080',
  ],
  ...[
    'größe',
    '日本語',
    '😀',
    'a\n😀\nb',
    '\ud800',
    '\ufffe',
    '\uffff',
    'e\u0301',
    '\u202e',
    'x'.repeat(3000),
    'x y '.repeat(500),
  ],
  ...[
    'Traceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: no: 1\n',
    'a\n---\nb',
    'a\n...\nb\n',
    'a\n# b',
  ],
];

export const TRICKY_NUMBERS: readonly TypedValue[] = [
  ...[
    0,
    -0,
    1,
    -1,
    8,
    1e-5,
    1e5,
    1e15,
    1e16,
    1e21,
    2 ** 53 - 1,
    -(2 ** 53 - 1),
    2 ** 53,
    0.1,
    1 / 3,
    5e-324,
    1.7e308,
  ],
  ...[1.5e-7, 123456.789, 1e-4, 9.999e-5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ...[
    float(0),
    float(-0),
    float(8),
    float(-8),
    float(1000),
    float(1e15),
    float(1e16),
    float(1e22),
    float(1e-5),
  ],
];

const text = fc.oneof(
  fc.constantFrom(...TRICKY_TEXTS),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(...' \n\t:-#,[]{}"\'\\|>&*!?%@`~ab01.e+') }),
);

const scalar: fc.Arbitrary<TypedValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.double().map(float),
  fc.constantFrom(...TRICKY_NUMBERS),
  text,
);

/** Any value that our files may hold. */
export const typedValue: fc.Arbitrary<TypedValue> = fc.letrec<{ value: TypedValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 6 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;

/** What Python must load: the same values in the same kinds. */
export function asPython(value: TypedValue): PythonValue {
  const number = typeof value === 'number' ? value : floatOf(value);
  if (number !== null) {
    const isInteger = typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0);
    return isInteger ? ['int', String(value)] : ['float', pythonFloat(number)];
  }
  if (value === null) {
    return ['null'];
  }
  if (typeof value === 'boolean') {
    return ['bool', value];
  }
  if (typeof value === 'string') {
    return ['str', value];
  }
  return Array.isArray(value)
    ? ['list', value.map(asPython)]
    : ['map', Object.entries(value).map(([key, item]) => [['str', key], asPython(item)] as const)];
}

/** Python's `repr`, for comparison as text; checked against real Python by the tests that use it. */
function pythonFloat(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  if (Number(exponent) >= -4 && Number(exponent) < 16) {
    const fixed = Object.is(value, -0) ? '-0' : String(value);
    return fixed.includes('.') ? fixed : `${fixed}.0`;
  }
  return `${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}
