import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { float, floatOf, plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import { fc } from '#test/support/fast-check.ts';
import { loadWithPyYaml, PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import { asPython, TRICKY_NUMBERS, TRICKY_TEXTS, typedValue } from '../typed-values.ts';

describe('how values are written', () => {
  test.each([
    [1e-5, '1.0e-05'],
    [float(8), '8.0'],
    [8, '8'],
    [0.1, '0.1'],
    [1e21, '1.0e+21'],
    [float(1000), '1000.0'],
    [Number.NaN, '.nan'],
    [Number.NEGATIVE_INFINITY, '-.inf'],
    ['no', '"no"'],
    ['1:30', '"1:30"'],
    ['012', '"012"'],
    ['2024-01-31', '"2024-01-31"'],
    ['1e-3', '!!str "1e-3"'],
    ['', '""'],
    ['adam', 'adam'],
    ['two words', 'two words'],
    ['train.py:run', 'train.py:run'],
    ['a\nb', '|-\n    a\n    b'],
    ['a\nb\n', '|\n    a\n    b'],
    [[1, float(2), 'a'], '[1, 2.0, a]'],
    [[], '[]'],
    [{}, '{}'],
    [null, 'null'],
    [{ a: { b: 1 } }, '\n    a:\n      b: 1'],
    [[{ a: 1, b: 2 }, [3, { c: 4 }]], '\n    - a: 1\n      b: 2\n    - - 3\n      - c: 4'],
  ] as const)('%j is %s', (value, written) => {
    expect(writeYaml({ outer: { key: value } })).toBe(`outer:\n  key: ${written}\n`.replace(': \n', ':\n'));
  });
});

/** All values of the property tests: every hard text and number as value, in a list and as a key, and random ones. */
function samples(): readonly TypedValue[] {
  const hard = TRICKY_TEXTS.flatMap((text): TypedValue[] => [
    text,
    [text],
    { [text]: text },
    { k: { [text]: [text] } },
  ]);
  const numbers = TRICKY_NUMBERS.flatMap((number): TypedValue[] => [number, [number], { k: number }]);
  return [...hard, ...numbers, ...fc.sample(typedValue, 600)];
}

test.skipIf(PYTHON_WITH_YAML === null)(
  `whatever is written, PyYAML loads the same values and kinds${PYYAML_MISSING}`,
  () => {
    const values = samples();
    const texts = values.map(writeYaml);
    const loaded = loadWithPyYaml(texts);
    for (const [index, value] of values.entries()) {
      expect(loaded[index], texts[index]).toEqual(asPython(value));
    }
  },
);

test('whatever is written, YAML 1.2 and 1.1 of the yaml library load the same values', () => {
  for (const value of samples()) {
    const text = writeYaml(value);
    expect(parseYaml(text), text).toEqual(plainValue(value));
    expect(parseYaml(text, { version: '1.1' }), text).toEqual(plainValue(value));
  }
});

test('whatever is written, readTypedYaml reads the same values and kinds', () => {
  fc.assert(
    fc.property(typedValue, (value) => {
      const read = readTypedYaml(writeYaml(value));
      expect(read.kind === 'value' ? asPython(read.value) : read).toEqual(asPython(value));
    }),
  );
});

describe('reading back', () => {
  test('tells integers from floats', () => {
    const read = readTypedYaml('a: 8\nb: 8.0\nc: 1.0e-05\nd: "8"\n');
    const value = read.kind === 'value' ? read.value : null;
    expect(plainValue(value)).toEqual({ a: 8, b: 8, c: 1e-5, d: '8' });
    expect(Object.values(value as Record<string, TypedValue>).map(floatOf)).toEqual([null, 8, 1e-5, null]);
  });

  test.each([
    ['a torn list', 'a: [1, 2'],
    ['a torn quote', 'a: "abc'],
    ['a torn key', 'a: 1\nb'],
    ['an alias', 'a: *b'],
    ['a list as a key', '? [a]\n: 1'],
    ['deep nesting', '['.repeat(10_000)],
  ])('%s is unreadable, with a reason', (_, text) => {
    expect(readTypedYaml(text)).toEqual({ kind: 'unreadable', because: expect.stringMatching(/\w/) });
  });
});
