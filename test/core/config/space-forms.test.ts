import { describe, expect, test } from 'vitest';
import type { Parameter } from '#core/contract/space.ts';
import { parse, runText } from './marked.ts';

function parameter(form: string): Parameter | undefined {
  const run = parse(runText(`x: ${form}\nsearched: [0, 1]`));
  expect(run.problems).toEqual([]);
  return run.space?.[0];
}

const PLAIN = { name: 'x', log: false, prior: null, prior_confidence: null, is_fidelity: false };
const range = (kind: 'float' | 'integer', lower: number, upper: number, more = {}) => ({
  ...PLAIN,
  kind,
  lower,
  upper,
  ...more,
});
const categorical = (choices: unknown[], choice_kinds: string[], more = {}) => ({
  kind: 'categorical',
  name: 'x',
  choices,
  choice_kinds,
  prior: null,
  prior_confidence: null,
  ...more,
});
const constant = (value: unknown, value_kind: string) => ({ kind: 'constant', name: 'x', value, value_kind });

describe('short form 1: a text, number or boolean is a constant', () => {
  test.each([
    ['64', constant(64, 'integer')],
    ['64.0', constant(64, 'float')],
    ['adam', constant('adam', 'string')],
    ['"64"', constant('64', 'string')],
    ['true', constant(true, 'boolean')],
    ['1e3', constant(1000, 'integer')],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('short form 2: a list of two numbers of the same kind is a range', () => {
  test.each([
    ['[1, 10]', range('integer', 1, 10)],
    ['[-5, 5]', range('integer', -5, 5)],
    ['[0.01, 1.0]', range('float', 0.01, 1)],
    ['[1e-5, 1e-1]', range('float', 1e-5, 0.1)],
    ['[1e2, 1e4]', range('integer', 100, 10_000)],
    ['["1e-5", "1e-1"]', range('float', 1e-5, 0.1)],
    ['[1e3, 5000.0]', range('float', 1000, 5000)],
    ['[0.5, 1e3]', range('float', 0.5, 1000)],
    ['[1e-5, 1e0]', range('float', 1e-5, 1)],
    ['\n    - 1\n    - 10', range('integer', 1, 10)],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('short form 3: any other list is categorical', () => {
  test.each([
    ['[adam, sgd, adamw]', categorical(['adam', 'sgd', 'adamw'], ['string', 'string', 'string'])],
    ['[adam, sgd]', categorical(['adam', 'sgd'], ['string', 'string'])],
    ['[adam]', categorical(['adam'], ['string'])],
    ['[16, 32, 64]', categorical([16, 32, 64], ['integer', 'integer', 'integer'])],
    ['[1, 2.0, 3]', categorical([1, 2, 3], ['integer', 'float', 'integer'])],
    ['[1e-3, 1e-2, 1e-1]', categorical([0.001, 0.01, 0.1], ['float', 'float', 'float'])],
    ['[1e3, 2.5, "1e-3"]', categorical([1000, 2.5, 0.001], ['integer', 'float', 'float'])],
    ['[true, false]', categorical([true, false], ['boolean', 'boolean'])],
    ['[8, auto]', categorical([8, 'auto'], ['integer', 'string'])],
    ['["8", "16"]', categorical(['8', '16'], ['string', 'string'])],
    ['[1, true, "1"]', categorical([1, true, '1'], ['integer', 'boolean', 'string'])],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('long form 4: lower and upper', () => {
  test.each([
    ['{lower: 1, upper: 10}', range('integer', 1, 10)],
    ['{lower: 1.0, upper: 10.0}', range('float', 1, 10)],
    ['{lower: 1e-5, upper: 1e-1, log: true}', range('float', 1e-5, 0.1, { log: true })],
    ['{lower: 1e3, upper: 5000.0}', range('float', 1000, 5000)],
    ['{lower: 1, upper: 10, type: float}', range('float', 1, 10)],
    ['{lower: 1, upper: 10, type: floating}', range('float', 1, 10)],
    ['{lower: 1, upper: 2.5, type: float}', range('float', 1, 2.5)],
    ['{lower: 1.0, upper: 10.0, type: int}', range('integer', 1, 10)],
    ['{lower: 1, upper: 10.0, type: integer}', range('integer', 1, 10)],
    ['{lower: 1, upper: 10, type: INT}', range('integer', 1, 10)],
    ['{lower: 5, upper: 20, is_fidelity: true}', range('integer', 5, 20, { is_fidelity: true })],
    ['{lower: 1, upper: 9, prior: 3}', range('integer', 1, 9, { prior: 3, prior_confidence: 'low' })],
    ['{lower: 1, upper: 9, prior: 3.0}', range('integer', 1, 9, { prior: 3, prior_confidence: 'low' })],
    [
      '{lower: 0.0, upper: 1.0, prior: 1, prior_confidence: medium}',
      range('float', 0, 1, { prior: 1, prior_confidence: 'medium' }),
    ],
    [
      '{lower: 1e-5, upper: 1e-1, log: true, prior: 1e-3, prior_confidence: high}',
      range('float', 1e-5, 0.1, { log: true, prior: 1e-3, prior_confidence: 'high' }),
    ],
    ['{lower: 1, upper: 9, prior: , log: , is_fidelity: , type: }', range('integer', 1, 9)],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('long form 5: choices', () => {
  test.each([
    ['{choices: [adam, sgd]}', categorical(['adam', 'sgd'], ['string', 'string'])],
    ['{choices: [8, 16]}', categorical([8, 16], ['integer', 'integer'])],
    ['{choices: [1, 2.5], type: cat}', categorical([1, 2.5], ['integer', 'float'])],
    ['{choices: [1e-3, adam], type: categorical}', categorical([0.001, 'adam'], ['float', 'string'])],
    [
      '{choices: [adam, sgd], prior: sgd, prior_confidence: high}',
      categorical(['adam', 'sgd'], ['string', 'string'], { prior: 'sgd', prior_confidence: 'high' }),
    ],
    [
      '{choices: [1, 2, 4], prior: 2.0}',
      categorical([1, 2, 4], ['integer', 'integer', 'integer'], { prior: 2, prior_confidence: 'low' }),
    ],
    [
      '{choices: [true, false], prior: false}',
      categorical([true, false], ['boolean', 'boolean'], { prior: false, prior_confidence: 'low' }),
    ],
    ['{choices: [a, b], is_fidelity: false}', categorical(['a', 'b'], ['string', 'string'])],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('long form 6: value', () => {
  test.each([
    ['{value: 64}', constant(64, 'integer')],
    ['{value: 64.0, type: constant}', constant(64, 'float')],
    ['{value: "1e-3", type: const}', constant(0.001, 'float')],
  ])('%s', (form, expected) => {
    expect(parameter(form)).toEqual(expected);
  });
});

describe('anchors, aliases and merge keys', () => {
  test('an alias is the value of its anchor', () => {
    const run = parse(runText('a: &bounds [0.1, 1.0]\nb: *bounds'));
    expect(run.problems).toEqual([]);
    expect(run.space).toMatchObject([
      { name: 'a', lower: 0.1 },
      { name: 'b', lower: 0.1, upper: 1 },
    ]);
  });

  test('a merge key brings what its mapping does not say itself', () => {
    const run = parse(runText('a: &base {lower: 1, upper: 9, log: true}\nb: {<<: *base, upper: 99}'));
    expect(run.problems).toEqual([]);
    expect(run.space?.[1]).toEqual(range('integer', 1, 99, { name: 'b', log: true }));
  });
});

test('the space keeps the order of the file', () => {
  const names = parse(runText('z: 1\na: [1, 2]\nm: [x, y]\nb: {lower: 0.0, upper: 1.0}')).space;
  expect(names?.map(({ name }) => name)).toEqual(['z', 'a', 'm', 'b']);
});
