import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import { runSettingsSchema } from '#core/contract/setup/settings.ts';
import { searchSpaceSchema } from '#core/contract/space.ts';
import { errorsOf, marked, parse, runText, spots } from './marked.ts';

const SPACE = 'x: [0, 1]';

/** A run of pipeline, space and one more line. */
function withLine(line: string): ParsedRun {
  return parse(`evaluate_pipeline: train.py:run\npipeline_space: {x: [0, 1]}\n${line}`);
}

function settingOf(run: ParsedRun, key: string): unknown {
  return new Map<string, unknown>(Object.entries(run.settings ?? {})).get(key);
}

describe("the manual's example", () => {
  const run = parse(readFileSync(new URL('manual-example.yaml', import.meta.url), 'utf8'));

  test('is read without a remark', () => {
    expect(run.problems).toEqual([]);
    expect(run.valid).toBe(true);
  });

  test('has the space that the manual describes', () => {
    expect(run.space?.map((parameter) => `${parameter.name}: ${parameterSummary(parameter)}`)).toEqual([
      'batch_size: always 64',
      'optimizer: one of adam, sgd, adamw',
      'alpha: 0.01 to 1.0',
      'n_layers: 1 to 10',
      'learning_rate: 1.0e-05 to 0.1, log, prior 0.001 (high)',
      'epochs: 5 to 20, fidelity',
    ]);
    expect(() => searchSpaceSchema.parse(run.space)).not.toThrow();
  });

  test('has its settings, and defaults for the others', () => {
    expect(run.settings).toEqual({
      ...RUN_DEFAULTS,
      evaluate_pipeline: {
        kind: 'python',
        file: 'path/to/your/run_pipeline.py',
        function: 'name_of_your_run_pipeline_function',
        written: 'path/to/your/run_pipeline.py:name_of_your_run_pipeline_function',
      },
      root_directory: 'neps_results',
      max_evaluations_total: 100,
      optimizer: {
        kind: 'named',
        name: 'bayesian_optimization',
        arguments: { initial_design_size: 5, surrogate_model: 'gp' },
      },
    });
    expect(() => runSettingsSchema.parse(run.settings)).not.toThrow();
    expect(run.given).toEqual([
      'evaluate_pipeline',
      'pipeline_space',
      'root_directory',
      'max_evaluations_total',
      'optimizer',
    ]);
  });
});

describe('a key without a line has its default', () => {
  test.each([
    ['root_directory', 'neps_results'],
    ['max_cost_total', null],
    ['max_evaluations_per_run', null],
    ['continue_until_max_evaluation_completed', false],
    ['overwrite_working_directory', false],
    ['post_run_summary', true],
    ['ignore_errors', false],
    ['loss_value_on_error', null],
    ['cost_value_on_error', null],
    ['sample_batch_size', 1],
    ['optimizer', { kind: 'auto' }],
    ['seed', null],
    [
      'incumbent',
      {
        python: null,
        env: {},
        evaluation_timeout: null,
        heartbeat: 10,
        lease: 300,
        requeue: 'automatic',
        max_requeues: 3,
        max_duration: null,
        until_stopped: false,
        cost_unit: null,
        log_limit: 10_000_000,
        tensorboard: false,
        note: null,
      },
    ],
  ])('%s', (key, expected) => {
    expect(settingOf(withLine('max_evaluations_total: 1'), key)).toEqual(expected);
  });
});

describe('a key takes a value of its type', () => {
  test.each([
    ['root_directory: runs/a b', 'root_directory', 'runs/a b'],
    ['root_directory: 2024', 'root_directory', '2024'],
    ['root_directory: ~/runs', 'root_directory', '~/runs'],
    ['root_directory:', 'root_directory', 'neps_results'],
    ['max_evaluations_total: 1e2', 'max_evaluations_total', 100],
    ['max_cost_total: 0.5', 'max_cost_total', 0.5],
    ['max_cost_total: 1e-3', 'max_cost_total', 0.001],
    ['max_evaluations_per_run: 3', 'max_evaluations_per_run', 3],
    ['continue_until_max_evaluation_completed: true', 'continue_until_max_evaluation_completed', true],
    ['overwrite_working_directory: True', 'overwrite_working_directory', true],
    ['post_run_summary: false', 'post_run_summary', false],
    ['ignore_errors: true', 'ignore_errors', true],
    ['loss_value_on_error: -1', 'loss_value_on_error', -1],
    ['cost_value_on_error: 0', 'cost_value_on_error', 0],
    ['sample_batch_size: 4', 'sample_batch_size', 4],
    ['seed: 0', 'seed', 0],
    ['optimizer: auto', 'optimizer', { kind: 'auto' }],
    ['optimizer: random_search', 'optimizer', { kind: 'named', name: 'random_search', arguments: {} }],
    [
      'optimizer: {name: asha, eta: 3, sampler: [a, {b: null}]}',
      'optimizer',
      { kind: 'named', name: 'asha', arguments: { eta: 3, sampler: ['a', { b: null }] } },
    ],
    [
      'optimizer: my/own.ts:Optimizer',
      'optimizer',
      { kind: 'module', file: 'my/own.ts', export: 'Optimizer', arguments: {} },
    ],
    [
      'optimizer: {name: "C:\\own.js:default", depth: 2}'.replaceAll('"', "'"),
      'optimizer',
      { kind: 'module', file: 'C:\\own.js', export: 'default', arguments: { depth: 2 } },
    ],
  ])('%s', (line, key, expected) => {
    const run = withLine(`${line}\nincumbent: {until_stopped: true}`);
    expect(run.problems).toEqual([]);
    expect(settingOf(run, key)).toEqual(expected);
  });
});

describe('our own section takes durations and sizes', () => {
  test.each([
    ['heartbeat: 5', 'heartbeat', 5],
    ['heartbeat: 2.5', 'heartbeat', 2.5],
    ['evaluation_timeout: 30 s', 'evaluation_timeout', 30],
    ['evaluation_timeout: 90 seconds', 'evaluation_timeout', 90],
    ['lease: 5 min', 'lease', 300],
    ['lease: 5min', 'lease', 300],
    ['max_duration: 4 h', 'max_duration', 14_400],
    ['max_duration: 1.5 h', 'max_duration', 5400],
    ['max_duration: 3 d', 'max_duration', 259_200],
    ['max_duration: "3 days"', 'max_duration', 259_200],
    ['log_limit: 10 MB', 'log_limit', 10_000_000],
    ['log_limit: 10 MiB', 'log_limit', 10_485_760],
    ['log_limit: 500 kB', 'log_limit', 500_000],
    ['log_limit: 4096', 'log_limit', 4096],
    ['python: .venv/bin/python', 'python', '.venv/bin/python'],
    [
      'env: {OMP_NUM_THREADS: 4, EMPTY: , FLAG: true, A.B: "x y", GPU: [0, "1,2"]}',
      'env',
      {
        OMP_NUM_THREADS: '4',
        EMPTY: '',
        FLAG: 'true',
        'A.B': 'x y',
        GPU: '[0, "1,2"]',
      },
    ],
    ['requeue: ask', 'requeue', 'ask'],
    ['max_requeues: 0', 'max_requeues', 0],
    ['cost_unit: GPU hours', 'cost_unit', 'GPU hours'],
    ['tensorboard: true', 'tensorboard', true],
    ['note: |\n    two\n    lines', 'note', 'two\nlines\n'],
    ['note: 1.50', 'note', '1.50'],
  ] as const)('%s', (line, key, expected) => {
    const run = withLine(`max_evaluations_total: 1\nincumbent:\n  ${line}`);
    expect(run.problems).toEqual([]);
    expect(run.settings?.incumbent).toEqual({ ...RUN_DEFAULTS.incumbent, [key]: expected });
    expect(run.given).toContain(`incumbent.${key}`);
  });
});

/** Rule, line with `»` before what is at fault, code, words of the message. */
type Row = readonly [rule: string, line: string, code: string, ...words: string[]];

const ERRORS: readonly Row[] = [
  ['`~` alone is no path', 'root_directory: »~', 'wrong-type', 'reads as nothing', '`~/runs/first`'],
  ['a whole number is no text', 'max_evaluations_total: »ten', 'wrong-type', 'a whole number', '"ten"'],
  ['a whole number is not quoted', 'max_evaluations_total: »"10"', 'wrong-type', 'without the quotes'],
  ['a whole number is no float', 'max_evaluations_total: »10.0', 'wrong-type', 'the number 10.0'],
  ['a whole number is no list', 'max_evaluations_total: »[1]', 'wrong-type', 'a list of 1'],
  ['a total is at least 1', 'max_evaluations_total: »0', 'out-of-range', 'at least 1', 'number 0'],
  ['a total is at least 1', 'max_evaluations_per_run: »-3', 'out-of-range', 'at least 1', '-3'],
  ['a batch is at least 1', 'sample_batch_size: »0', 'out-of-range', 'sample_batch_size'],
  ['a seed is not negative', 'seed: »-1', 'out-of-range', 'seed', 'at least 0'],
  ['a seed is below 2^53', 'seed: »9007199254740993', 'number-too-large', '2^53'],
  ['a seed is no word', 'seed: »random', 'wrong-type', '"random"'],
  ['a cost is above 0', 'max_cost_total: »0', 'out-of-range', 'above 0'],
  ['a cost is finite', 'max_cost_total: ».inf', 'not-finite', 'finite'],
  ['no cost is negative', 'cost_value_on_error: »-0.5', 'out-of-range', 'at least 0', '-0.5'],
  ['a loss is finite', 'loss_value_on_error: ».nan', 'not-finite', 'loss_value_on_error'],
  ['a loss is a number', 'loss_value_on_error: »high', 'wrong-type', 'a finite number'],
  ['a switch is true or false', 'ignore_errors: »1', 'wrong-type', 'true or false', 'number 1'],
  ['a switch is no quoted word', 'ignore_errors: »"true"', 'wrong-type', 'without the quotes'],
  ['a path is no mapping', 'root_directory: »{a: b}', 'wrong-type', 'a text', 'a mapping'],
  ['a path is not empty', 'root_directory: »""', 'wrong-type', 'a text'],
  ['a path holds no zero byte', 'root_directory: »"a\\0b"', 'wrong-type', 'a text'],
  ['an optimizer is no number', 'optimizer: »3', 'optimizer-form', '`auto`'],
  ['an optimizer has a name', 'optimizer: »{eta: 3}', 'optimizer-form', '`name`'],
  ['an optimizer of Python is not run', 'optimizer: »my/own.py:Optimizer', 'optimizer-form', '.ts'],
  ['auto has no arguments', 'optimizer: {name: »auto, eta: 3}', 'optimizer-form', 'without arguments'],
  ['an argument is finite', 'optimizer: {name: asha, eta: ».inf}', 'not-finite', 'optimizer.eta'],
  ['our section is a mapping', 'incumbent: »3', 'wrong-type', 'a mapping'],
  ['our section knows its keys', 'incumbent: {»leese: 3}', 'unknown-key', '`leese`', '`lease`'],
  ['a duration has a known unit', 'incumbent: {lease: »5 m}', 'quantity-form', '`5 min`', '"5 m"'],
  ['a duration has one unit', 'incumbent: {lease: »1 h 30 min}', 'quantity-form', '"1 h 30 min"'],
  ['a duration has no colon', 'incumbent: {lease: »1:30}', 'quantity-form', '1:30'],
  ['a duration is above 0', 'incumbent: {lease: »0}', 'out-of-range', 'above 0'],
  ['a duration is finite', 'incumbent: {lease: ».inf}', 'out-of-range', 'above 0'],
  ['a size has a known unit', 'incumbent: {log_limit: »10 MBit}', 'quantity-form', '`10 MB`'],
  ['requeue knows two words', 'incumbent: {requeue: »auto}', 'unknown-value', '`automatic`', '`ask`'],
  ['env is a mapping', 'incumbent: {env: »[A=1]}', 'wrong-type', 'names to values'],
  ['a variable is a text', 'incumbent: {env: {A: »{b: 1}}}', 'wrong-type', 'incumbent.env.A'],
  ['a variable is no list of lists', 'incumbent: {env: {A: »[[1]]}}', 'wrong-type', 'incumbent.env.A'],
  ['a variable has no = in its name', 'incumbent: {env: {»A=B: 1}}', 'wrong-type', 'and `=`'],
  ['a variable has no blank in its name', 'incumbent: {env: {»A B: 1}}', 'wrong-type', 'blanks'],
  ['a lease outlives heartbeats', 'incumbent: {heartbeat: 60, lease: »60}', 'lease-too-short', 'twice'],
  ['a lease outlives heartbeats', 'incumbent: {heartbeat: »200}', 'lease-too-short', '300 s', '200 s'],
  [
    'keys are known',
    '»max_evaluation_total: 3',
    'unknown-key',
    '`max_evaluation_total`',
    '`max_evaluations_total`',
  ],
  ['keys are known', '»max-cost-total: 3', 'unknown-key', '`max_cost_total`'],
  ['keys of ours stand in our section', '»max_duration: 4 h', 'unknown-key', '`incumbent.max_duration`'],
  ['a key stands once', 'seed: 1\n»seed: 2', 'yaml-duplicate-key', '`seed`', 'line 5'],
  [
    'a key stands once under all names',
    'optimizer: auto\n»searcher: asha',
    'key-twice',
    '`optimizer` in line 5',
  ],
];

describe('each wrong value is named with its rule and its place', () => {
  test.each(ERRORS)('%s: %s', (...[, line = '', code, ...words]) => {
    const start = `pipeline_space: {x: [0, 1]}\nevaluate_pipeline: train.py:run\n`;
    const budget = line.startsWith('max_evaluations') ? '#\n#\n' : 'max_evaluations_per_run: 9\n#\n';
    const { text, places } = marked(start + budget + line);
    const run = parse(text);
    expect(spots(run)).toEqual(places.map((place) => `${code} ${place}`));
    for (const word of words) {
      expect(errorsOf(run)[0]?.message).toContain(word);
    }
    expect(run.valid).toBe(false);
    expect(run.settings).not.toBeNull();
  });

  test('a wrong value leaves the default and all other settings', () => {
    const run = withLine('max_evaluations_total: ten\nseed: 7\nsample_batch_size: x');
    expect(run.settings).toMatchObject({ max_evaluations_total: null, seed: 7, sample_batch_size: 1 });
  });
});

describe('a variable whose name tells that it is a secret', () => {
  const secretsIn = (env: string) =>
    withLine(`max_evaluations_total: 1\nincumbent: {env: {${env}}}`).problems.map(
      ({ code, severity, path, line, column }) => `${severity} ${code} ${path} ${line}:${column}`,
    );

  test('is warned of where it stands: the text is kept with the run', () => {
    expect(secretsIn('A: 1, HF_TOKEN: hush, MY_PASSWORD: [a, b]')).toEqual([
      'warning secret-kept incumbent.env.HF_TOKEN 4:25',
      'warning secret-kept incumbent.env.MY_PASSWORD 4:41',
    ]);
    const [problem] = withLine('max_evaluations_total: 1\nincumbent: {env: {API_KEY: hush}}').problems;
    expect(problem?.message).toContain('API_KEY looks like a secret');
    expect(problem?.message).toContain('`--env`');
    expect(problem?.message).not.toContain('hush');
  });

  test.each([
    'TOKENIZERS_PARALLELISM: false',
    'OMP_NUM_THREADS: 4',
    'MAX_TOKENS: 4096',
    'USE_KEYS: true',
    'API_KEY: ""',
    'API_KEY: ',
  ])('is no %s', (env) => {
    expect(secretsIn(env)).toEqual([]);
  });
});

describe('a run needs a budget or says that it has none', () => {
  test.each([
    'max_evaluations_total: 1',
    'max_cost_total: 0.5',
    'max_evaluations_per_run: 1',
    'incumbent: {max_duration: 1 h}',
    'incumbent: {until_stopped: true}',
  ])('%s is enough', (line) => {
    expect(withLine(line).problems).toEqual([]);
  });

  test.each([
    ['nothing', '', '1:1'],
    ['a budget without a value', '»max_evaluations_total:', '3:1'],
    ['another one', '»max_cost_total: null', '3:17'],
    ['until_stopped: false', 'incumbent: {until_stopped: »false}', '3:28'],
  ])('%s is not', (_, line, place) => {
    const [problem, ...others] = withLine(line.replace('»', '')).problems;
    expect(problem).toMatchObject({ code: 'no-budget', severity: 'error' });
    expect(`${problem?.line}:${problem?.column}`).toBe(place);
    expect(problem?.message).toContain('`incumbent.until_stopped: true`');
    expect(others).toEqual([]);
  });

  test('a budget with a wrong value is one: it has an error of its own', () => {
    expect(spots(withLine('max_cost_total: none'))).toEqual(['wrong-type 3:17']);
  });
});

describe('what a run can not do without', () => {
  test.each([
    ['evaluate_pipeline', 'pipeline_space: {x: [0, 1]}\nmax_evaluations_total: 1', '1:1'],
    ['evaluate_pipeline', 'pipeline_space: {x: [0, 1]}\nmax_evaluations_total: 1\nevaluate_pipeline:', '3:1'],
    ['pipeline_space', 'evaluate_pipeline: a.py:f\nmax_evaluations_total: 1', '1:1'],
    ['pipeline_space', 'evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_space: ~', '3:17'],
  ])('%s', (key, text, place) => {
    const run = parse(text);
    expect(spots(run)).toEqual([`missing-key ${place}`]);
    expect(run.problems[0]).toMatchObject({ path: key, message: expect.stringContaining(`\`${key}\``) });
  });

  test.each([
    ['evaluate_pipelin: a.py:f\nmax_evaluations_total: 1\npipeline_space: {x: [0, 1]}', '1:1'],
    ['evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_spcae: {x: [0, 1]}', '3:1'],
    ['evaluate_pipeline: a.py:f\nmax_evaluation_total: 1\npipeline_space: {x: [0, 1]}', '2:1'],
    ['evaluate_pipeline: a.py:f\nmax_duration: 4 h\npipeline_space: {x: [0, 1]}', '2:1'],
    ['evaluate_pipeline: a.py:f\nincumbent: {max_durations: 4 h}\npipeline_space: {x: [0, 1]}', '2:13'],
  ])('a slip in its name is one mistake, and one finding: %j', (text, place) => {
    expect(spots(parse(text))).toEqual([`unknown-key ${place}`]);
  });

  test('a name that is near to none is not taken for it', () => {
    const run = parse('evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\nfruit: {x: [0, 1]}');
    expect(spots(run)).toEqual(['missing-key 1:1', 'unknown-key 3:1']);
  });

  test('without a pipeline the other settings are still known', () => {
    const run = parse('pipeline_space: {x: [0, 1]}\nmax_evaluations_total: 7');
    expect(run.settings).toBeNull();
    expect(run.known).toMatchObject({ max_evaluations_total: 7, post_run_summary: true });
    expect(run.space).toHaveLength(1);
  });
});

test('yes and no are understood as switches, as in YAML 1.1, and a note says so', () => {
  const run = withLine('max_evaluations_total: 1\nignore_errors: yes\npost_run_summary: off');
  expect(run.settings).toMatchObject({ ignore_errors: true, post_run_summary: false });
  expect(spots(run, 'note')).toEqual(['yaml-versions-differ 4:16', 'yaml-versions-differ 5:19']);
});

test('the place of every value is known by its path', () => {
  const { places } = parse(runText('x: [0, 1]', 'optimizer:\n  name: asha\n  eta: 4\n'));
  expect(places.get('optimizer.eta')).toEqual({ file: 'run.yaml', line: 7, column: 8 });
  expect(places.get('pipeline_space.x.1')).toEqual({ file: 'run.yaml', line: 4, column: 10 });
  expect(places.get('evaluate_pipeline')).toEqual({ file: 'run.yaml', line: 1, column: 20 });
});

test(`the settings of ${SPACE} fit the contract`, () => {
  expect(() => runSettingsSchema.parse(parse(runText(SPACE)).settings)).not.toThrow();
});
