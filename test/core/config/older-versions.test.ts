import { describe, expect, test } from 'vitest';
import { parse, runText, spots } from './marked.ts';

const TAIL = 'pipeline_space: {x: [0, 1]}';

function notes(text: string): string[] {
  const run = parse(text);
  expect(run.valid).toBe(true);
  expect(run.problems.every(({ severity }) => severity === 'note')).toBe(true);
  return spots(run, 'note');
}

describe('keys of other versions have the value of the key of today', () => {
  test.each([
    ['evaluations_to_spend: 5', 'max_evaluations_total', 5, 'counts it for each worker since 0.15'],
    ['cost_to_spend: 2.5', 'max_cost_total', 2.5, '`max_cost_total`'],
    ['overwrite_root_directory: true', 'overwrite_working_directory', true, 'overwrite_working_directory'],
    ['write_summary_to_disk: false', 'post_run_summary', false, 'post_run_summary'],
    ['objective_value_on_error: 3', 'loss_value_on_error', 3, 'loss_value_on_error'],
    ['searcher: hyperband', 'optimizer', { kind: 'named', name: 'hyperband', arguments: {} }, '`optimizer`'],
  ])('%s', (line, key, value, words) => {
    const run = parse(`evaluate_pipeline: a.py:f\n${TAIL}\nmax_evaluations_per_run: 9\n${line}`);
    expect(run.valid).toBe(true);
    expect(run.settings).toMatchObject({ [key]: value });
    expect(run.given).toContain(key);
    expect(spots(run, 'note')).toEqual(['older-key 4:1']);
    expect(run.problems[0]?.message).toContain(words);
  });

  test('a pipeline of path and name is the function in that file', () => {
    const text = `run_pipeline:\n  path: src/train.py\n  name: run\nmax_evaluations_total: 1\n${TAIL}`;
    expect(notes(text)).toEqual(['older-key 1:1', 'older-key 2:3']);
    expect(parse(text).settings?.evaluate_pipeline).toEqual({
      kind: 'python',
      file: 'src/train.py',
      function: 'run',
      written: 'src/train.py:run',
    });
  });

  test('the path may lack its ending, as it might in 0.12', () => {
    const text = `run_pipeline: {path: src/train, name: run}\nmax_evaluations_total: 1\n${TAIL}`;
    expect(parse(text).settings?.evaluate_pipeline).toMatchObject({ file: 'src/train.py', function: 'run' });
  });

  test('a searcher of strategy and arguments is the optimizer of that name', () => {
    const searcher = [
      'searcher:',
      '  strategy: bayesian_optimization',
      '  name: my_label',
      '  initial_design_size: 7',
      '  acquisition: EI',
      '  sample_default_first: true',
    ].join('\n');
    const text = `evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${TAIL}\n${searcher}`;
    expect(parse(text).settings?.optimizer).toEqual({
      kind: 'named',
      name: 'bayesian_optimization',
      arguments: { initial_design_size: 7, sample_prior_first: true },
    });
    expect(notes(text)).toEqual(['older-key 4:1', 'older-key 5:3', 'ignored-key 6:3', 'ignored-key 8:3']);
  });

  test('a searcher in a file of its own is read from there', () => {
    const text = `evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${TAIL}\nsearcher: setup.yaml`;
    const run = parse(text, { files: { 'setup.yaml': 'strategy: hyperband\neta: 4\n' } });
    expect(run.settings?.optimizer).toEqual({ kind: 'named', name: 'hyperband', arguments: { eta: 4 } });
  });

  test("a searcher of path and name is an optimizer of one's own, which must be a JavaScript module", () => {
    const withOwn = (path: string) =>
      parse(
        `evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${TAIL}\nsearcher: {path: ${path}, name: Own, eta: 2}`,
      );
    expect(withOwn('own.js').settings?.optimizer).toEqual({
      kind: 'module',
      file: 'own.js',
      export: 'Own',
      arguments: { eta: 2 },
    });
    expect(spots(withOwn('own.py'))).toEqual(['optimizer-form 4:18']);
  });

  test('the default searcher is auto', () => {
    const text = `evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\n${TAIL}\nsearcher: default`;
    expect(parse(text).settings?.optimizer).toEqual({ kind: 'auto' });
    expect(notes(text)).toEqual(['older-key 4:1', 'older-key 4:11']);
  });

  test('default and default_confidence are prior and prior_confidence, said once for all parameters', () => {
    const text = runText(
      'a: {lower: 1, upper: 9, default: 3, default_confidence: high}\nb: {choices: [x, y], default: y}',
    );
    expect(parse(text).space).toMatchObject([
      { prior: 3, prior_confidence: 'high' },
      { prior: 'y', prior_confidence: 'low' },
    ]);
    expect(notes(text)).toEqual(['older-key 4:27', 'older-key 4:39']);
    expect(parse(text).problems[0]?.message).toContain('2 times');
  });

  test('a prior under both names is an error', () => {
    const run = parse(runText('a: {lower: 1, upper: 9, prior: 2, default: 3}'));
    expect(spots(run)).toEqual(['key-twice 4:37']);
  });
});

describe('keys with nothing behind them are kept and said to be ignored', () => {
  test.each([
    'development_stage_id: early',
    'task_id: 4',
    'pre_load_hooks: {hook: hooks.py}',
    'worker_id: a',
    'fidelities_to_spend: 3',
    'objective_to_minimize: loss',
  ])('%s', (line) => {
    const text = runText('x: [0, 1]', line);
    expect(notes(text)).toEqual(['ignored-key 5:1']);
    expect(parse(text).problems[0]?.message).toContain('ignored');
  });

  test('the budget of fidelities is no budget, and named where it stands alone', () => {
    const run = parse(`evaluate_pipeline: a.py:f\n${TAIL}\nfidelities_to_spend: 3`);
    expect(run.problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['ignored-key 3', 'no-budget 3']);
    expect(run.problems[1]?.message).toContain('found `fidelities_to_spend` alone');
  });

  test('without a value nothing is said of them', () => {
    expect(parse(runText('x: [0, 1]', 'task_id:\ndevelopment_stage_id:')).problems).toEqual([]);
  });
});

describe('files of 0.12', () => {
  test('settings may stand in groups', () => {
    const text = [
      'run_pipeline: {path: a.py, name: f}',
      TAIL,
      'budget:',
      '  max_evaluations_total: 20',
      'monitoring:',
      '  post_run_summary: false',
      '  task_id: 4',
      'search:',
      '  searcher: {strategy: hyperband}',
    ].join('\n');
    const run = parse(text);
    expect(run.valid).toBe(true);
    expect(run.settings).toMatchObject({
      max_evaluations_total: 20,
      post_run_summary: false,
      optimizer: { name: 'hyperband' },
    });
    expect(spots(run, 'note')).toContain('older-key 3:1');
  });

  test('a setting in a group and at the top is there twice', () => {
    const run = parse(runText('x: [0, 1]', 'budget: {max_evaluations_total: 20}'));
    expect(spots(run)).toEqual(['key-twice 5:10']);
  });

  test('a wrong key in a group is named like any other', () => {
    const run = parse(runText('x: [0, 1]', 'budget: {max_cost_total: 20, max_cost: 3}'));
    expect(spots(run)).toEqual(['unknown-key 5:30']);
  });

  test("Python's None is not set", () => {
    const run = parse(runText('x: [0, 1]', 'max_cost_total: None'));
    expect(run.settings?.max_cost_total).toBeNull();
    expect(run.given).not.toContain('max_cost_total');
    expect(spots(run, 'note')).toEqual(['older-key 5:17']);
  });

  test('the full template of 0.12 is read', () => {
    const text = [
      'run_pipeline:',
      '  path: path/to/your/run_pipeline.py',
      '  name: example_pipeline',
      'pipeline_space:',
      '  learning_rate: {lower: 1e-5, upper: 1e-1, log: true}',
      '  epochs: {lower: 5, upper: 20, is_fidelity: true}',
      '  optimizer: {choices: [adam, sgd, adamw]}',
      '  batch_size: 64',
      'root_directory: path/to/results',
      'max_evaluations_total: 20',
      'max_cost_total:',
      'overwrite_working_directory: true',
      'post_run_summary: false',
      'development_stage_id:',
      'task_id:',
      'max_evaluations_per_run:',
      'continue_until_max_evaluation_completed: false',
      'loss_value_on_error:',
      'cost_value_on_error:',
      'ignore_errors:',
      'searcher: hyperband',
      'pre_load_hooks:',
    ].join('\n');
    const run = parse(text);
    expect(run.valid).toBe(true);
    expect(run.space).toHaveLength(4);
    expect(run.settings).toMatchObject({ overwrite_working_directory: true, ignore_errors: false });
  });
});
