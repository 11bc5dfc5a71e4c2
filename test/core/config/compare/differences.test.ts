import { describe, expect, test } from 'vitest';
import { differenceText, type RunIdentity, runDifferences } from '#core/config/compare/differences.ts';
import { spaceJson } from '#core/config/space/write-space.ts';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import { parse, runText } from '../marked.ts';

function identity(space: string, more: Partial<RunIdentity> = {}): RunIdentity {
  const run = parse(runText(space));
  expect(run.valid).toBe(true);
  return { space: run.space ?? [], optimizer: null, seed: null, ...more };
}

describe('two spaces that mean the same have no difference', () => {
  test.each([
    ['short and long form', 'a: [1, 9]', 'a: {lower: 1, upper: 9}'],
    ['a type that says what is there', 'a: [1, 9]', 'a: {lower: 1.0, upper: 9.0, type: int}'],
    ['the order of parameters', 'a: [1, 9]\nb: [0.1, 1.0]', 'b: [0.1, 1.0]\na: [1, 9]'],
    ['the order of choices', 'a: [x, y, z]', 'a: {choices: [z, x, y]}'],
    ['comments', 'a: [1, 9]', '# wide\na: [1, 9] # really'],
    ['the writing of numbers', 'a: [1e-5, 1e-1]', 'a: [0.00001, 0.1]'],
    ['exponents of integers', 'a: [1, 1000]', 'a: [1, 1e3]'],
    [
      'older names',
      'a: {lower: 1, upper: 9, prior: 3}',
      'a: {lower: 1, upper: 9, default: 3, default_confidence: low}',
    ],
    ['defaults', 'a: [1, 9]', 'a: {lower: 1, upper: 9, log: false, is_fidelity: false}'],
  ])('%s', (_, before, after) => {
    expect(runDifferences(identity(before), identity(after))).toEqual([]);
  });
});

describe('a difference is said in words', () => {
  test.each([
    ['an upper bound', 'a: [16, 128]', 'a: [16, 64]', 'a: 16 to 128 → 16 to 64'],
    ['the kind', 'a: [1, 9]', 'a: [1.0, 9.0]', 'a: 1 to 9 → 1.0 to 9.0'],
    ['the scale', 'a: {lower: 1, upper: 9, log: true}', 'a: [1, 9]', 'a: 1 to 9, log → 1 to 9'],
    [
      'the prior',
      'a: {lower: 1e-5, upper: 1e-1, log: true, prior: 1e-3, prior_confidence: high}',
      'a: {lower: 1e-5, upper: 1e-1, log: true, prior: 1e-3}',
      'a: 1.0e-05 to 0.1, log, prior 0.001 (high) → 1.0e-05 to 0.1, log, prior 0.001 (low)',
    ],
    [
      'the fidelity',
      'a: {lower: 1, upper: 9, is_fidelity: true}\nb: [0, 1]',
      'a: [1, 9]\nb: [0, 1]',
      'a: 1 to 9, fidelity → 1 to 9',
    ],
    ['a choice', 'a: [u, v, w]', 'a: [u, v]', 'a: one of u, v, w → one of u, v'],
    ['the kind of a choice', 'a: [1, 2, 3]', 'a: [1, 2.0, 3]', 'a: one of 1, 2, 3 → one of 1, 2.0, 3'],
    ['a choice and its text', 'a: [1, 2, 3]', 'a: [1, 2, "3"]', 'a: one of 1, 2, 3 → one of 1, 2, "3"'],
    ['a constant', 'a: 64\nb: [0, 1]', 'a: 32\nb: [0, 1]', 'a: always 64 → always 32'],
    ['a constant and a range', 'a: 64\nb: [0, 1]', 'a: [1, 64]\nb: [0, 1]', 'a: always 64 → 1 to 64'],
    ['a new parameter', 'b: [0, 1]', 'a: [1, 8]\nb: [0, 1]', 'a: not there → 1 to 8'],
    ['a missing parameter', 'a: [1, 8]\nb: [0, 1]', 'b: [0, 1]', 'a: 1 to 8 → not there'],
  ])('%s', (_, before, after, words) => {
    const differences = runDifferences(identity(before), identity(after));
    expect(differences.map(differenceText)).toEqual([words]);
    expect(differences[0]?.path).toBe('pipeline_space.a');
  });
});

describe('optimizer and seed', () => {
  const optimizer = (name: string, values: Record<string, number | boolean> = {}) => ({
    name,
    arguments: values,
  });
  const SPACE = 'a: [0, 1]';

  test.each([
    [
      'another optimizer',
      { optimizer: optimizer('asha') },
      { optimizer: optimizer('hyperband') },
      ['optimizer: asha → hyperband'],
    ],
    [
      'another argument',
      { optimizer: optimizer('asha', { eta: 3, early_stopping_rate: 0 }) },
      { optimizer: optimizer('asha', { early_stopping_rate: 0, eta: 4 }) },
      ['optimizer.eta: 3 → 4'],
    ],
    [
      'an argument more',
      { optimizer: optimizer('asha') },
      { optimizer: optimizer('asha', { sample_prior_first: true }) },
      ['optimizer.sample_prior_first: not there → true'],
    ],
    ['auto, which keeps what is there', { optimizer: optimizer('asha') }, { optimizer: null }, []],
    ['another seed', { seed: 1 }, { seed: 2 }, ['seed: 1 → 2']],
    ['no seed, which keeps what is there', { seed: 1 }, { seed: null }, []],
  ])('%s', (_, before, after, words) => {
    const differences = runDifferences(identity(SPACE, before), identity(SPACE, after));
    expect(differences.map(differenceText)).toEqual(words);
  });
});

test('all differences are listed', () => {
  const before = identity('a: [0, 1]\nb: [0, 1]', { seed: 1, optimizer: { name: 'x', arguments: {} } });
  const after = identity('a: [0, 2]\nc: [0, 1]', { seed: 2, optimizer: { name: 'y', arguments: {} } });
  expect(runDifferences(before, after).map(({ path }) => path)).toEqual([
    'pipeline_space.a',
    'pipeline_space.b',
    'pipeline_space.c',
    'optimizer',
    'seed',
  ]);
});

test('a summary quotes what could be mistaken', () => {
  const { space } = parse(runText('a: ["no", "8", 8, true, "a, b"]\nb: {choices: [1, 2.0], prior: 2}'));
  expect(space?.map(parameterSummary)).toEqual([
    'one of "no", "8", 8, true, "a, b"',
    'one of 1, 2.0, prior 2.0 (low)',
  ]);
});

test('the space of check --json has the promised fields', () => {
  const { space } = parse(
    runText(
      'alpha: [0.01, 1.0]\nopt: [adam, sgd]\nbatch: 64\nepochs: {lower: 5, upper: 20, is_fidelity: true}',
    ),
  );
  expect(spaceJson(space ?? [])).toEqual({
    alpha: {
      kind: 'float',
      lower: 0.01,
      upper: 1,
      log: false,
      prior: null,
      prior_confidence: null,
      is_fidelity: false,
    },
    opt: {
      kind: 'categorical',
      choices: ['adam', 'sgd'],
      choice_kinds: ['string', 'string'],
      prior: null,
      prior_confidence: null,
    },
    batch: { kind: 'constant', value: 64, value_kind: 'integer' },
    epochs: {
      kind: 'integer',
      lower: 5,
      upper: 20,
      log: false,
      prior: null,
      prior_confidence: null,
      is_fidelity: true,
    },
  });
});
