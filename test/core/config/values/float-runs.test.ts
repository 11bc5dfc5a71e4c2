import { describe, expect, test } from 'vitest';
import { joinFloats, splitFloats } from '#core/config/values/float-runs.ts';
import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { float, type TypedValue } from '#core/config/values/typed-value.ts';
import { fc } from '#test/support/fast-check.ts';
import { asPython, typedValue } from '../typed-values.ts';

/** JSON knows no negative zero; everything else comes back as it was. */
function kinds(value: TypedValue): string {
  return JSON.stringify(asPython(value)).replaceAll('"-0.0"', '"0.0"');
}

function throughJson(value: TypedValue): TypedValue {
  const { plain, floats } = splitFloats(value);
  return joinFloats(JSON.parse(JSON.stringify(plain)), JSON.parse(JSON.stringify(floats)));
}

describe('floats that JSON can not tell', () => {
  test('are counted by turns with what looks like them', () => {
    const value = { epochs: 3, rates: [float(1), float(2)], ratio: 0.5, name: 'NaN', worst: Number.NaN };
    expect(splitFloats(value)).toEqual({
      plain: { epochs: 3, rates: [1, 2], ratio: 0.5, name: 'NaN', worst: 'NaN' },
      floats: [1, 2, 1, 1],
    });
  });

  test.each([
    ['nothing', null],
    ['whole numbers', { a: 1, b: [2, 3] }],
    ['fractions', [0.5, 1.5]],
    ['texts', { NaN: 'not a number', b: 'Infinity' }],
  ])('need no runs where there is %s', (_, value) => {
    expect(splitFloats(value).floats).toBeNull();
  });

  test('come back whatever the value is', () => {
    fc.assert(
      fc.property(typedValue, (value) => {
        expect(kinds(throughJson(value))).toBe(kinds(value));
      }),
    );
  });

  test('are whole numbers in journals of versions that did not keep them', () => {
    expect(joinFloats({ a: 1, b: 'NaN' }, null)).toEqual({ a: 1, b: 'NaN' });
  });

  test('are what they look like after the end of runs that do not fit', () => {
    expect(kinds(joinFloats([1, 2, 3], [0, 1]))).toBe(kinds([float(1), 2, 3]));
    expect(kinds(joinFloats([1], [0, 5, 7]))).toBe(kinds([float(1)]));
  });
});

describe('JSON with kinds', () => {
  test.each<[string, TypedValue]>([
    ['1', 1],
    ['1.0', float(1)],
    ['-0.0', float(-0)],
    ['1e3', float(1000)],
    ['[1.0, 2, 2.50, 1e-05]', [float(1), 2, 2.5, 1e-5]],
    ['{"a": NaN, "b": -Infinity}', { a: Number.NaN, b: Number.NEGATIVE_INFINITY }],
    ['{"a": "1.0", "b": "NaN and 1.0 \\" 2.0"}', { a: '1.0', b: 'NaN and 1.0 " 2.0' }],
    ['{"float": 1.0, "float_": {"float": "1.0"}}', { float: float(1), float_: { float: '1.0' } }],
  ])('%s', (text, value) => {
    expect(asPython(readTypedJson(text))).toEqual(asPython(value));
  });

  test.each(['{"a": 1.0', '1.0 2.0', '{a: 1.0}', '[1.0,]', 'NaN1'])('refuses %s', (text) => {
    expect(() => readTypedJson(text)).toThrow(SyntaxError);
  });

  test('reads any JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { plain } = splitFloats(readTypedJson(text));
        expect(plain).toEqual(JSON.parse(text));
      }),
    );
  });
});
