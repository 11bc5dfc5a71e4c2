import { describe, expect, test } from 'vitest';
import { parse, runText } from './marked.ts';

const TEXT = runText('x: [0, 1]\nlr: {lower: 1e-4, upper: 1e-1, log: true}', 'optimizer: asha\n');

describe('--set KEY=VALUE', () => {
  test.each([
    ['replaces a value', ['max_evaluations_total=3'], { max_evaluations_total: 3 }],
    ['adds a key', ['seed=7'], { seed: 7 }],
    ['reads its value as YAML', ['ignore_errors=true'], { ignore_errors: true }],
    ['keeps what is quoted', ['root_directory="12"'], { root_directory: '12' }],
    ['takes all after the first equals sign', ['root_directory=a=b'], { root_directory: 'a=b' }],
    ['reaches into a mapping', ['incumbent.lease=1 min'], { incumbent: { lease: 60 } }],
    ['reaches variables with dots', ['incumbent.env.A.B=1'], { incumbent: { env: { 'A.B': '1' } } }],
    ['lets the last one win', ['seed=1', 'seed=2'], { seed: 2 }],
    ['takes a value away', ['max_evaluations_total=', 'max_cost_total=2'], { max_evaluations_total: null }],
    ['sets a mapping', ['optimizer={name: asha, eta: 4}'], { optimizer: { arguments: { eta: 4 } } }],
    ['adds to a name', ['optimizer.eta=4'], { optimizer: { name: 'asha', arguments: { eta: 4 } } }],
    ['replaces the name', ['optimizer.name=hyperband'], { optimizer: { name: 'hyperband' } }],
  ])('%s: %s', (_, set, expected) => {
    const run = parse(TEXT, { set });
    expect(run.problems).toEqual([]);
    expect(run.settings).toMatchObject(expected);
  });

  test('replaces a key under any of its names', () => {
    const text = TEXT.replace('optimizer:', 'searcher:').replace(
      'max_evaluations_total',
      'evaluations_to_spend',
    );
    const run = parse(text, { set: ['optimizer=hyperband', 'max_evaluations_total=3'] });
    expect(run.problems).toEqual([]);
    expect(run.settings).toMatchObject({ max_evaluations_total: 3, optimizer: { name: 'hyperband' } });
  });

  test.each([
    ['a parameter as a whole', ['pipeline_space.x=[5, 9]'], [{ lower: 5, upper: 9 }, { log: true }]],
    ['a bound', ['pipeline_space.lr.upper=1.0'], [{}, { upper: 1, log: true }]],
    ['a new one', ['pipeline_space.new=adam'], [{}, {}, { name: 'new', value: 'adam' }]],
  ])('changes the space: %s', (_, set, expected) => {
    const run = parse(TEXT, { set });
    expect(run.problems).toEqual([]);
    expect(run.space).toMatchObject(expected);
  });

  test('changes a space in a file of its own', () => {
    const text = 'evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_space: s.yaml';
    const run = parse(text, {
      files: { 's.yaml': 'x: [0, 1]\ny: [0, 1]' },
      set: ['pipeline_space.x=[2, 3]'],
    });
    expect(run.problems).toEqual([]);
    expect(run.space).toMatchObject([{ name: 'x', lower: 2 }, { name: 'y' }]);
  });

  test('names another file', () => {
    const text = 'evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_space: missing.yaml';
    const run = parse(text, { files: { 't.yaml': 'x: [0, 1]' }, set: ['pipeline_space=t.yaml'] });
    expect(run.problems).toEqual([]);
    expect(run.spaceFile).toBe('t.yaml');
  });
});

describe('a problem of a set value names it and has no line', () => {
  test.each([
    ['max_evaluations_total=ten', 'wrong-type', 'max_evaluations_total', '"ten"'],
    ['max_evaluation_total=3', 'unknown-key', 'max_evaluation_total', '`max_evaluations_total`'],
    ['incumbent.lease=soon', 'quantity-form', 'incumbent.lease', '"soon"'],
    ['incumbent.leese=3', 'unknown-key', 'incumbent.leese', '`lease`'],
    ['pipeline_space.x=[3, 1]', 'bounds-reversed', 'pipeline_space.x', '3 and 1'],
    ['pipeline_space.x.upper=3', 'set-form', 'pipeline_space.x.upper', 'as a whole'],
    ['seed=[1', 'yaml-syntax', 'seed', 'Unclosed'],
    ['seed=1\n---\n2', 'yaml-several-documents', 'seed', '---'],
    ['a..b=1', 'set-form', 'a..b', 'KEY=VALUE'],
    ['=1', 'set-form', null, 'KEY=VALUE'],
  ])('%s', (set, code, path, word) => {
    const run = parse(TEXT, { set: [set] });
    expect(run.valid).toBe(false);
    expect(run.problems).toEqual([
      {
        code,
        severity: 'error',
        message: expect.stringContaining(word),
        file: `--set ${path ?? ''}`,
        line: null,
        column: null,
        path,
      },
    ]);
  });

  test('without an equals sign', () => {
    const [problem] = parse(TEXT, { set: ['seed'] }).problems;
    expect(problem).toMatchObject({ code: 'set-form', file: '--set seed', line: null });
  });

  test('the path of an older name is the one of today', () => {
    const run = parse(TEXT, { set: ['evaluations_to_spend=x'] });
    expect(run.problems).toMatchObject([
      { code: 'older-key', severity: 'note', path: 'evaluations_to_spend' },
      { code: 'wrong-type', path: 'max_evaluations_total', file: '--set evaluations_to_spend' },
    ]);
  });
});
