import { describe, expect, test } from 'vitest';
import { settingsByKey } from '#core/config/compare/settings-by-key.ts';
import { writeRunYaml } from '#core/config/run/run-yaml.ts';
import { joinCommand } from '#core/config/settings/forms/pipeline-form.ts';
import type { OptimizerChoice, Pipeline, RunSettings } from '#core/contract/setup/settings.ts';
import { fc } from '#test/support/fast-check.ts';
import { loadWithPyYaml, PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import {
  anyFinite as finite,
  anyName as name,
  anyPositive as positive,
  anySpace as space,
  anyText as text,
} from '../any-space.ts';
import { parse, runText } from '../marked.ts';

const pipeline: fc.Arbitrary<Pipeline> = fc.oneof(
  fc.tuple(fc.constantFrom('train.py', 'C:\\x\\a b.py', '/größe/1.py'), name).map(([file, run]) => ({
    kind: 'python' as const,
    file,
    function: run,
    written: `${file}:${run}`,
  })),
  fc.tuple(fc.constantFrom('a.js', '../b.ts', '~/c.mjs'), name).map(([file, run]) => ({
    kind: 'javascript' as const,
    file,
    export: run,
    written: `${file}:${run}`,
  })),
  name.map((run) => ({
    kind: 'python-module' as const,
    module: 'a.b',
    function: run,
    written: `a.b:${run}`,
  })),
  fc
    .array(
      text.filter((word) => !/\{|\0/.test(word)),
      { minLength: 1 },
    )
    .map((command) => ({
      kind: 'command' as const,
      command,
      written: joinCommand(command),
    })),
);

const json = fc.oneof(
  fc.integer(),
  finite,
  fc.boolean(),
  text,
  fc.array(fc.oneof(fc.integer(), fc.constant(null), text)),
);
const values = fc
  .array(
    fc.tuple(
      name.filter((word) => word !== 'name' && word !== 'strategy'),
      json,
    ),
    { maxLength: 4 },
  )
  .map((pairs) => Object.fromEntries(pairs));
const optimizer: fc.Arbitrary<OptimizerChoice> = fc.oneof(
  fc.constant({ kind: 'auto' as const }),
  fc.record({
    kind: fc.constant('named' as const),
    name: name.filter((word) => word !== 'auto' && word !== 'default'),
    arguments: values,
  }),
  fc.record({
    kind: fc.constant('module' as const),
    file: fc.constantFrom('own.ts', 'C:\\own.js'),
    export: name,
    arguments: values,
  }),
);

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const whole = fc.integer({ min: 1, max: 2 ** 31 });
const seconds = fc.oneof(fc.integer({ min: 1, max: 10 ** 9 }), positive);

const settings: fc.Arbitrary<RunSettings> = fc.record({
  evaluate_pipeline: pipeline,
  root_directory: text.filter((path) => path !== 'None'),
  max_evaluations_total: whole,
  max_cost_total: orNull(positive),
  max_evaluations_per_run: orNull(whole),
  continue_until_max_evaluation_completed: fc.boolean(),
  overwrite_working_directory: fc.boolean(),
  post_run_summary: fc.boolean(),
  ignore_errors: fc.boolean(),
  loss_value_on_error: orNull(finite),
  cost_value_on_error: orNull(fc.oneof(fc.constant(0), positive)),
  sample_batch_size: whole,
  optimizer,
  seed: orNull(fc.nat()),
  incumbent: fc.record({
    python: orNull(text),
    env: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,6}$/), fc.oneof(fc.constant(''), text), {
      noNullPrototype: true,
    }),
    evaluation_timeout: orNull(seconds),
    heartbeat: fc.constantFrom(1, 2.5, 10),
    lease: fc.constantFrom(20, 90, 300, 3600),
    requeue: fc.constantFrom('automatic' as const, 'ask' as const),
    max_requeues: fc.nat(),
    max_duration: orNull(seconds),
    until_stopped: fc.boolean(),
    cost_unit: orNull(text),
    log_limit: whole,
    tensorboard: fc.boolean(),
    note: orNull(text),
  }),
});

test('whatever the settings and the space, the text that is written is read as them', () => {
  fc.assert(
    fc.property(settings, space, (given, parameters) => {
      const written = writeRunYaml(given, parameters);
      const run = parse(written);
      expect(
        run.problems.filter(({ severity }) => severity === 'error'),
        written,
      ).toEqual([]);
      expect(run.settings, written).toEqual(given);
      expect(run.space, written).toEqual(parameters);
    }),
    { numRuns: 500 },
  );
});

test.skipIf(PYTHON_WITH_YAML === null)(`whatever is written, PyYAML loads it too${PYYAML_MISSING}`, () => {
  const texts = fc
    .sample(fc.tuple(settings, space), 100)
    .map(([given, parameters]) => writeRunYaml(given, parameters));
  for (const [index, loaded] of loadWithPyYaml(texts).entries()) {
    expect(loaded[0], `${texts[index]}\n${loaded[1]}`).toBe('map');
  }
});

test('the text is short and readable', () => {
  const more =
    'optimizer: {name: asha, eta: 3}\nincumbent: {lease: 600, log_limit: 2000000, note: "a\\nb\\n"}\nseed: 3';
  const parameters =
    'a: [0.1, 1.0]\nb: {lower: 1, upper: 9, log: true, prior: 3}\nc: {choices: [8, 16]}\nd: ["no", x]\ne: 64';
  const run = parse(runText(parameters, more));
  expect(writeRunYaml(run.settings as RunSettings, run.space ?? [])).toBe(
    [
      'evaluate_pipeline: train.py:run',
      'pipeline_space:',
      '  a: [0.1, 1.0]',
      '  b:',
      '    lower: 1',
      '    upper: 9',
      '    log: true',
      '    prior: 3',
      '    prior_confidence: low',
      '  c:',
      '    choices: [8, 16]',
      '  d: ["no", x]',
      '  e: 64',
      'root_directory: neps_results',
      'max_evaluations_total: 10',
      'seed: 3',
      'optimizer:',
      '  name: asha',
      '  eta: 3',
      'incumbent:',
      '  note: |',
      '    a',
      '    b',
      '  lease: 10 min',
      '  log_limit: 2 MB',
      '',
    ].join('\n'),
  );
});

describe('settings by key', () => {
  test.each([
    ['train.py:run', 'train.py:run'],
    ['pkg.mod:run', 'pkg.mod:run'],
    ['a.js:run', 'a.js:run'],
    ['{command: "a {x}"}', { command: ['a', '{x}'] }],
  ])('a pipeline has the form of YAML: %s', (written, expected) => {
    const run = parse(`evaluate_pipeline: ${written}\npipeline_space: {x: [0, 1]}\nmax_evaluations_total: 1`);
    expect(settingsByKey(run.known)).toMatchObject({ evaluate_pipeline: expected, optimizer: 'auto' });
  });

  test('durations are seconds and sizes are bytes', () => {
    const { known } = parse(runText('x: [0, 1]', 'incumbent: {lease: 1 min}'));
    expect(settingsByKey(known)).toMatchObject({ incumbent: { lease: 60, log_limit: 10_000_000 } });
  });

  test('what is not known is not there', () => {
    expect(settingsByKey({ seed: 3 })).toEqual({ seed: 3 });
  });
});
