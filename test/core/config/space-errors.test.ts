import { describe, expect, test } from 'vitest';
import { errorsOf, marked, parse, runText, spot, spots } from './marked.ts';

/** Rule, space with `»` before each value that is at fault, code and words of the message. */
type Row = readonly [rule: string, space: string, code: string, ...words: string[]];

const BOUNDS: readonly Row[] = [
  ['a descending list', 'x: »[3, 1]', 'bounds-reversed', 'lower < upper', '`x`', '3 and 1'],
  ['a list of two equal numbers', 'x: »[2, 2]', 'bounds-reversed', 'categorical'],
  ['descending bounds', 'x:\n  upper: 0.1\n  lower: »1.0', 'bounds-reversed', '`x`', '1.0 and 0.1'],
  ['a list of an integer and a float', 'x: »[1, 2.5]', 'bounds-mixed', '[1.0, 2.5]', 'type: categorical'],
  ['a float and an integer', 'x: »[0.5, 2]', 'bounds-mixed', '`x`', '[0.5, 2.0]'],
  ['descending bounds with a prior', 'x: {lower: »1.0, upper: 0.1, prior: 5}', 'bounds-reversed', '`x`'],
  ['a decimal comma', 'x: {lower: 0,»1, upper: 2}', 'unknown-key', 'with a point', '`,1`'],
  ['an exponent and an integer', 'x: »[1e-3, 1]', 'bounds-mixed', '1e-3'],
  ['an integer bound and a float bound', 'x: {lower: »1, upper: 2.5}', 'bounds-mixed', 'type: float'],
  ['a bound alone', 'x: »{lower: 1}', 'bounds-incomplete', '`x`', 'no `upper`'],
  ['a slip in a bound', 'x: {lower: 1, uper: »2}', 'bounds-incomplete', 'Did you mean `upper`?'],
  ['a text as a bound', 'x: {lower: »low, upper: 2}', 'wrong-type', 'a number', 'the text "low"'],
  ['a quoted bound', 'x: {lower: »"1", upper: 2}', 'wrong-type', 'without the quotes'],
  ['an underscore in a bound', 'x: {lower: 1, upper: »1_000}', 'wrong-type', 'only YAML 1.1'],
  ['an empty bound', 'x: {»lower: , upper: 2}', 'wrong-type', 'found nothing'],
  ['a boolean bound', 'x: {lower: »true, upper: 2}', 'wrong-type', 'found true'],
  ['an infinite bound', 'x: [0.1, ».inf]', 'not-finite', '.inf'],
  ['a bound that is no number', 'x: {lower: ».nan, upper: 2.0}', 'not-finite', '.nan'],
  ['an integer beyond 2^53', 'x: [1, »9007199254740993]', 'number-too-large', '2^53'],
  ['a float beyond the largest', 'x: [1.0, »1.0e999]', 'number-too-large', '1e308'],
  ['a range wider than any number', 'x: »[-1.7e308, 1.7e308]', 'number-too-large', 'too far apart'],
  ['a fraction as an integer bound', 'x: {lower: »1.5, upper: 3, type: int}', 'bounds-not-whole', 'whole'],
  ['log from zero', 'x: {lower: »0, upper: 9, log: true}', 'bounds-not-positive', 'above 0', '`x`'],
  ['log from below zero', 'x: {lower: »-1.0, upper: 9.0, log: true}', 'bounds-not-positive', '-1.0'],
  ['a flag that is no boolean', 'x: {lower: 1, upper: 9, log: »1}', 'wrong-type', 'true or false', 'log'],
  [
    'a type of another form',
    'x: {lower: 1, upper: 9, type: »cat}',
    'parameter-type',
    '`int`',
    '`float`',
    'bounds',
  ],
  ['a type that nobody knows', 'x: {lower: 1, upper: 9, type: »double}', 'parameter-type', '"double"'],
];

const CHOICES: readonly Row[] = [
  ['an empty list', 'x: »[]', 'choices-empty', '`x`', 'empty'],
  ['empty choices', 'x: {choices: »[]}', 'choices-empty', '`x`'],
  ['a choice twice', 'x: [adam, sgd, »adam]', 'choices-duplicate', '`x`', '"adam"'],
  ['equal numbers of two kinds', 'x: [1, »1.0, 2]', 'choices-duplicate', '1 and the number 1.0'],
  ['choices that are no list', 'x: {choices: »adam}', 'parameter-form', 'a list'],
  ['a list among the choices', 'x: [adam, »[1, 2], sgd]', 'parameter-form', 'a list of 2'],
  ['nothing among the choices', 'x: [adam, »null, sgd]', 'parameter-form', 'found nothing'],
  ['an infinite choice', 'x: [1.0, 2.0, ».inf]', 'not-finite', '.inf'],
  ['a prior that is no choice', 'x: {choices: [a, b], prior: »c}', 'prior-not-a-choice', '(a, b)', '"c"'],
  ['a text as the prior of numbers', 'x: {choices: [8, 16], prior: »"8"}', 'prior-not-a-choice', '(8, 16)'],
  ['log of choices', 'x: {choices: [a, b], »log: true}', 'unknown-key', '`log`', '`x`'],
  ['choices as fidelity', 'x: {choices: [a, b], »is_fidelity: true}', 'fidelity-kind', 'float or integer'],
  ['type of another form', 'x: {choices: [a, b], type: »int}', 'parameter-type', '`cat`', '`choices`'],
];

const PRIORS: readonly Row[] = [
  [
    'above the range',
    'x: {lower: 1, upper: 9, prior: »10}',
    'prior-out-of-range',
    '`x`',
    'between 1 and 9',
    '10',
  ],
  ['below the range', 'x: {lower: 0.1, upper: 0.9, prior: »0.05}', 'prior-out-of-range', '0.05'],
  ['infinite', 'x: {lower: 0.1, upper: 0.9, prior: ».inf}', 'prior-out-of-range', '.inf'],
  ['not a number', 'x: {lower: 0.1, upper: 0.9, prior: ».nan}', 'prior-out-of-range', '.nan'],
  ['a text', 'x: {lower: 1, upper: 9, prior: »low}', 'wrong-type', 'the prior of `x`', '"low"'],
  ['a fraction for an integer', 'x: {lower: 1, upper: 9, prior: »2.5}', 'bounds-not-whole', 'whole'],
  [
    'an unknown confidence',
    'x: {lower: 1, upper: 9, prior: 2, prior_confidence: »hgh}',
    'unknown-value',
    '`low`',
    '`medium`',
    'did you mean `high`?',
  ],
];

const FIDELITIES: readonly Row[] = [
  ['zero', 'x: {lower: »0, upper: 9, is_fidelity: true}', 'fidelity-not-positive', 'above 0', '`x`'],
  ['negative', 'x: {lower: »-1.0, upper: 9.0, is_fidelity: true}', 'fidelity-not-positive', '-1.0'],
  ['with a prior', 'x: {lower: 1, upper: 9, is_fidelity: true, prior: »3}', 'prior-on-fidelity', '`x`', '3'],
  ['a constant', 'x: {value: 3, »is_fidelity: true}', 'fidelity-kind', '`x`'],
  [
    'the second one',
    'x: {lower: 1, upper: 9, is_fidelity: true}\ny: {lower: 1, upper: 9, is_fidelity: »true}',
    'fidelity-twice',
    '`x` and `y`',
  ],
];

const NAMES: readonly Row[] = [
  ['a digit first', '»1x: [0, 1]', 'parameter-name', '`1x`', 'identifier', 'keyword argument'],
  ['a hyphen', '»learning-rate: [0, 1]', 'parameter-name', '`learning-rate`'],
  ['a space', '»"learning rate": [0, 1]', 'parameter-name', 'identifier'],
  ['a dot', '»a.b: [0, 1]', 'parameter-name', '`a.b`'],
  ['the empty text', '»"": [0, 1]', 'yaml-key', 'a name as key'],
  ['a list', '? »[a, b]\n: [0, 1]', 'yaml-key', 'a list or a mapping'],
  [
    'the extra argument pipeline_directory',
    '»pipeline_directory: [0, 1]',
    'parameter-name-reserved',
    '`pipeline_directory`',
  ],
  [
    'the extra argument previous_pipeline_directory',
    '»previous_pipeline_directory: [0, 1]',
    'parameter-name-reserved',
    'reserved',
  ],
  ['the extra argument root_directory', '»root_directory: [0, 1]', 'parameter-name-reserved', 'reserved'],
  ['the extra argument pipeline_id', '»pipeline_id: [0, 1]', 'parameter-name-reserved', 'reserved'],
  ['a name of JavaScript', '»__proto__: [0, 1]', 'parameter-name-reserved', 'reserved'],
];

const FORMS: readonly Row[] = [
  ['nothing', '»x:', 'parameter-form', 'for `x`, found nothing', 'a list of choices'],
  ['an empty mapping', 'x: »{}', 'parameter-form', '`lower` and `upper`', '`choices`', 'an empty mapping'],
  ['keys of no form', 'x: »{low: 1, hi: 2}', 'parameter-form', '`x`', 'Did you mean `lower`?'],
  [
    'keys of two forms',
    'x: »{lower: 1, upper: 2, choices: [a]}',
    'parameter-form',
    '`lower`, `upper`, `choices`',
  ],
  ['an unknown key', 'x: {lower: 1, upper: 9, »prio: 3}', 'unknown-key', '`prio`', '`x`', '`prior`'],
  ['an unknown key of choices', 'x: {choices: [a, b], »lower_case: 3}', 'unknown-key', '`lower_case`'],
  ['a value that is a list', 'x: {value: »[1, 2]}', 'parameter-form', 'a list of 2'],
  ['a value that is nothing', 'x: {»value: }', 'parameter-form', 'found nothing'],
  [
    'an architecture by type',
    'x: »{type: graph, edges: 3}',
    'architecture-space',
    'not searched',
    'type: graph',
    '`x`',
  ],
  ['an architecture by its keys', 'x: »{operator: Conv, kwargs: {k: 3}}', 'architecture-space', '`operator`'],
  ['operations among choices', 'x: »[{operator: a}, {operator: b}]', 'architecture-space', '`operator`'],
  ['a tag', 'x: !Resampled »y', 'yaml-tag', '`!Resampled`'],
  ['a Python tag', 'x: !!python/tuple »[1, 2]', 'yaml-tag', '!!python/tuple'],
];

describe.each([
  ['bounds', BOUNDS],
  ['choices', CHOICES],
  ['a prior', PRIORS],
  ['a fidelity', FIDELITIES],
  ['a name', NAMES],
  ['a form', FORMS],
])('%s', (_, rows) => {
  test.each(rows)('%s: %s', (...[, space, code, ...words]) => {
    const { text, places } = marked(runText(`${space}\nsearched: [0, 1]`));
    const run = parse(text);
    const [problem] = errorsOf(run);
    expect(spots(run)).toEqual(places.map((place) => `${code} ${place}`));
    expect(problem?.file).toBe('run.yaml');
    for (const word of words) {
      expect(problem?.message).toContain(word);
    }
    expect(run.valid).toBe(false);
  });
});

describe('the space as a whole', () => {
  test.each([
    ['has nothing to search but constants', 'pipeline_space: »{a: 1, b: x}', 'constants'],
    [
      'has nothing to search but a fidelity',
      'pipeline_space: »{a: {lower: 1, upper: 9, is_fidelity: true}}',
      '`a`',
    ],
    ['is empty', 'pipeline_space: »{}', 'found none'],
  ])('%s', (_, line, word) => {
    const { text, places } = marked(`evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${line}`);
    const [problem, ...others] = parse(text).problems;
    expect(problem).toMatchObject({ code: 'no-searchable-parameter', path: 'pipeline_space' });
    expect([problem?.line, problem?.column].join(':')).toBe(places[0]);
    expect(problem?.message).toContain(word);
    expect(others).toEqual([]);
  });

  test.each([
    ['a list', '»[1, 2]'],
    ['a number', '»3'],
    ['a boolean', '»true'],
  ])('is %s', (_, value) => {
    const { text, places } = marked(
      `evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_space: ${value}`,
    );
    expect(spots(parse(text))).toEqual([`space-form ${places[0]}`]);
  });

  test('is a dictionary in a Python file', () => {
    const space = 'pipeline_space:\n  path: space.py\n  name: space';
    const [problem] = parse(`evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${space}`).problems;
    expect(problem).toMatchObject({ code: 'space-form', line: 4, column: 3 });
    expect(problem?.message).toContain('write them as YAML');
  });
});

test('all problems of a file are reported at once, in its order, and the other parameters are returned', () => {
  const { text, places } = marked(
    [
      'evaluate_pipeline: »train.py',
      'max_evaluations_total: »0',
      'pipeline_space:',
      '  a: »[3, 1]',
      '  good: [1, 3]',
      '  b: {lower: »0, upper: 1, log: true, prior: »2}',
      '  c: [x, »x]',
      '  also_good: adam',
      '»max_evaluation_total: 3',
    ].join('\n'),
  );
  const run = parse(text);
  expect(run.problems.map(spot)).toEqual(
    [
      'pipeline-form',
      'out-of-range',
      'bounds-reversed',
      'bounds-not-positive',
      'prior-out-of-range',
      'choices-duplicate',
      'unknown-key',
    ].map((code, index) => `${code} ${places[index]}`),
  );
  expect(run.space?.map(({ name }) => name)).toEqual(['good', 'also_good']);
  expect(run.valid).toBe(false);
});

describe('remarks that forbid nothing', () => {
  test('a keyword of Python as a name is a warning for a Python function', () => {
    const run = parse(runText('lambda: [0, 1]'));
    expect(run.valid).toBe(true);
    expect(spots(run, 'warning')).toEqual(['parameter-name-keyword 4:3']);
    expect(run.problems[0]?.message).toContain('**kwargs');
  });

  test('for other pipelines it is a name like any other', () => {
    const text = 'evaluate_pipeline: a.js:run\nmax_evaluations_total: 1\npipeline_space: {lambda: [0, 1]}';
    expect(parse(text).problems).toEqual([]);
  });

  test('a name that YAML 1.1 reads as a boolean is a warning', () => {
    const run = parse(runText('on: [0, 1]'));
    expect(spots(run, 'warning')).toEqual(['yaml-versions-differ 4:3']);
    expect(run.space?.[0]?.name).toBe('on');
  });

  test('a confidence without a prior is a warning', () => {
    const { text, places } = marked(runText('x: {lower: 1, upper: 9, prior_confidence: »high}'));
    const run = parse(text);
    expect(run.valid).toBe(true);
    expect(spots(run, 'warning')).toEqual([`prior-confidence-alone ${places[0]}`]);
    expect(run.space).toMatchObject([{ prior: null, prior_confidence: null }]);
  });

  test('names of other alphabets are names', () => {
    expect(parse(runText('größe: [0, 1]\nλ: [0.1, 1.0]')).problems).toEqual([]);
  });
});
