import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { pythonConfig, pythonFloat, pythonLiteral, pythonString } from '#core/report/python-literal.ts';
import { fc } from '#test/support/fast-check.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { space } from '../state/run-fixture.ts';

describe('Python literals', () => {
  it.each([
    [0.5, '0.5'],
    [8, '8.0'],
    [-0, '-0.0'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [4.0522425795443374e-5, '4.0522425795443374e-05'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [123456789012345680, '1.2345678901234568e+17'],
    [Number.NaN, 'nan'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
  ])('write the float %d as %s', (value, text) => {
    expect(pythonFloat(value)).toBe(text);
  });

  it('give each value of a configuration the kind that its parameter has', () => {
    expect(pythonConfig({ rate: 1, epochs: 27, kind: "it's" }, space)).toBe(
      `{'rate': 1.0, 'epochs': 27, 'kind': "it's"}`,
    );
  });

  it.skipIf(PYTHON_MISSING !== '')(`are what Python itself writes${PYTHON_MISSING}`, () => {
    const character = fc.integer({ min: 0, max: 0x2ff }).map((code) => String.fromCodePoint(code));
    const texts = fc.sample(fc.string({ unit: character, maxLength: 12 }), { numRuns: 400, seed: 1 });
    const finite = fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((value) => !Object.is(value, -0));
    const floats = fc.sample(finite, { numRuns: 400, seed: 1 });
    const anyText = fc.string({ unit: 'binary' });
    const nested = fc.sample(fc.oneof(anyText, fc.jsonValue()), { numRuns: 300, seed: 1 });
    const script = `
import json, sys
given = json.load(sys.stdin)
print(json.dumps([[repr(t) for t in given["texts"]], [repr(float(f)) for f in given["floats"]]]))
for literal, value in zip(given["literals"], given["values"]):
    assert eval(literal, {"__builtins__": {}}) == value, (literal, value)
`;
    const answer = execFileSync('python3', ['-c', script], {
      input: JSON.stringify({
        texts,
        floats,
        values: nested,
        literals: nested.map((value) => pythonLiteral(value as TypedValue)),
      }),
      encoding: 'utf8',
    });
    expect([texts.map(pythonString), floats.map(pythonFloat)]).toEqual(JSON.parse(answer));
  });
});
