import { describe, expect, test } from 'vitest';
import { parse, runText } from './marked.ts';

/** The constant that a text in a YAML file becomes. */
function constant(written: string): unknown {
  const [parameter] = parse(runText(`x: ${written}\nsearched: [0, 1]`)).space ?? [];
  return parameter?.kind === 'constant' ? [parameter.value_kind, parameter.value] : parameter;
}

describe('a number keeps the kind in which it is written', () => {
  test.each([
    ['8', 'integer', 8],
    ['-8', 'integer', -8],
    ['+8', 'integer', 8],
    ['0x1F', 'integer', 31],
    ['9007199254740991', 'integer', Number.MAX_SAFE_INTEGER],
    ['8.0', 'float', 8],
    ['8.', 'float', 8],
    ['.5', 'float', 0.5],
    ['1.0e3', 'float', 1000],
    ['1.5E+3', 'float', 1500],
    ['-0.0', 'float', -0],
    ['!!float 8', 'float', 8],
    ['!!int 8', 'integer', 8],
  ])('%s is the %s %d', (written, kind, value) => {
    expect(constant(written)).toEqual([kind, value]);
  });
});

describe('numbers that YAML 1.1 reads as texts are numbers everywhere', () => {
  test.each([
    ['1e-5', 'float', 1e-5],
    ['1E-3', 'float', 1e-3],
    ['-1e-3', 'float', -1e-3],
    ['1.5e3', 'float', 1500],
    ['-.5', 'float', -0.5],
    ['1e+5', 'integer', 100_000],
    ['1e3', 'integer', 1000],
    ['1E5', 'integer', 100_000],
    ['10e-1', 'integer', 1],
    ['" 1E5"', 'integer', 100_000],
    ["'1e-3'", 'float', 1e-3],
    ['1 E5', 'integer', 100_000],
  ])('%s is the %s %d', (written, kind, value) => {
    expect(constant(written)).toEqual([kind, value]);
  });
});

describe('texts stay texts', () => {
  test.each([
    ['"8"', '8'],
    ["'8.0'", '8.0'],
    ['!!str 1e-3', '1e-3'],
    ['!!str 8', '8'],
    ['"yes"', 'yes'],
    ['"true"', 'true'],
    ['"null"', 'null'],
    ['adam', 'adam'],
    ['e3', 'e3'],
    ['1e', '1e'],
    ['1.2.3', '1.2.3'],
    ['inf', 'inf'],
    ['|\n    two\n    lines', 'two\nlines\n'],
  ])('%s', (written, value) => {
    expect(constant(written)).toEqual(['string', value]);
  });
});

test.each([
  ['true', true],
  ['False', false],
  ['TRUE', true],
])('%s is a boolean', (written, value) => {
  expect(constant(written)).toEqual(['boolean', value]);
});

describe('where YAML 1.1 and 1.2 read different values, 1.2 holds and a warning names both', () => {
  test.each([
    ['yes', ['string', 'yes'], 'true'],
    ['No', ['string', 'No'], 'false'],
    ['on', ['string', 'on'], 'true'],
    ['OFF', ['string', 'OFF'], 'false'],
    ['012', ['integer', 12], 'octal number 10'],
    ['-012', ['integer', -12], 'octal number -10'],
    ['089', ['integer', 89], 'a text'],
    ['0o17', ['integer', 15], 'a text'],
    ['0b11', ['string', '0b11'], 'binary'],
    ['1_000', ['string', '1_000'], '1000'],
    ['1_0.5', ['string', '1_0.5'], '10.5'],
    ['0xF_F', ['string', '0xF_F'], 'hexadecimal'],
    ['1:30', ['string', '1:30'], 'base 60'],
    ['2024-01-31', ['string', '2024-01-31'], 'a date'],
  ])('%s', (written, value, reading) => {
    const run = parse(runText(`x: ${written}\nsearched: [0, 1]`));
    expect(constant(written)).toEqual(value);
    expect(run.valid).toBe(true);
    expect(run.problems).toEqual([
      expect.objectContaining({
        code: 'yaml-versions-differ',
        severity: 'warning',
        line: 4,
        column: 6,
        path: 'pipeline_space.x',
        message: expect.stringContaining(reading),
      }),
    ]);
  });

  test.each(['8', '8.0', '1.0e-05', '1e-3', '0x1F', '00', '07', 'true', '"no"', 'adam', '1.5', '-.5'])(
    'nothing is said of %s',
    (written) => {
      expect(parse(runText(`x: ${written}\nsearched: [0, 1]`)).problems).toEqual([]);
    },
  );
});

describe('a number that JavaScript can not hold as it is written is refused', () => {
  test.each([
    ['9007199254740993', 'number-too-large', '2^53'],
    ['-9007199254740993', 'number-too-large', '2^53'],
    ['1e20', 'number-too-large', 'with a point'],
    ['1e400', 'number-too-large', '1e308'],
    ['1.0e-400', 'number-too-large', '1e-308'],
    ['.inf', 'not-finite', 'finite'],
    ['-.Inf', 'not-finite', 'finite'],
    ['.nan', 'not-finite', 'finite'],
  ])('%s is %s', (written, code, words) => {
    const [problem, ...others] = parse(runText(`x: ${written}\nsearched: [0, 1]`)).problems;
    expect(problem).toMatchObject({ code, severity: 'error', line: 4, column: 6, path: 'pipeline_space.x' });
    expect(problem?.message).toContain(words);
    expect(others).toEqual([]);
  });

  test('as a float it may be as large as floats are', () => {
    expect(parse(runText('x: [1.0e20, 1.0e21]')).space).toMatchObject([{ lower: 1e20, upper: 1e21 }]);
  });
});
