import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeRunYaml } from '#core/config/run-yaml.ts';
import { joinCommand } from '#core/config/settings/command-line.ts';
import { settingsByKey } from '#core/config/settings-by-key.ts';
import type { OptimizerChoice, Pipeline, RunSettings } from '#core/contract/settings.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';
import { loadWithPyYaml, PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import { parse, runText } from './marked.ts';
import { TRICKY_TEXTS } from './typed-values.ts';

const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/).filter((word) => !word.startsWith('__'));
const hardText = fc.constantFrom(...TRICKY_TEXTS.filter((text) => text !== '' && !/[\0\ufffd]/.test(text)));
const text = fc.oneof(hardText, fc.string({ unit: 'grapheme', minLength: 1 }));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
const positive = fc.double({ noNaN: true, min: 1e-9, max: 1e9 });

type Kinded = { readonly value: ConfigValue; readonly kind: ValueKind };
const kinded: fc.Arbitrary<Kinded> = fc.oneof(
  fc.oneof(text, fc.constant('')).map((value) => ({ value, kind: 'string' as const })),
  fc.maxSafeInteger().map((value) => ({ value: value + 0, kind: 'integer' as const })),
  finite.map((value) => ({ value, kind: 'float' as const })),
  fc.boolean().map((value) => ({ value, kind: 'boolean' as const })),
);

const confidence = fc.constantFrom('low' as const, 'medium' as const, 'high' as const);

const range: fc.Arbitrary<Parameter> = fc
  .record({
    name,
    isFloat: fc.boolean(),
    bounds: fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 2 }),
    shift: fc.constantFrom(0, -2000),
    log: fc.boolean(),
    at: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
    confidence,
  })
  .map(({ name, isFloat, bounds, shift, log, at, confidence }) => {
    const scale = isFloat ? 0.01 : 1;
    const [a = 0, b = 0] = bounds.map((bound) => (bound + (log ? 0 : shift)) * scale);
    const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
    const inside = at === null ? null : Math.min(upper, lower + at * (upper - lower));
    const prior = inside === null || isFloat ? inside : Math.round(inside);
    const prior_confidence = prior === null ? null : confidence;
    const kind = isFloat ? ('float' as const) : ('integer' as const);
    return { kind, name, lower, upper, log, prior, prior_confidence, is_fidelity: false };
  });

const categorical: fc.Arbitrary<Parameter> = fc
  .record({
    name,
    choices: fc.uniqueArray(kinded, {
      minLength: 1,
      maxLength: 6,
      selector: ({ value }) => (value === 0 ? 0 : value),
    }),
    prior: fc.option(fc.nat(5), { nil: null }),
    confidence,
  })
  .map(({ name, choices, prior, confidence }) => {
    const chosen = prior === null ? null : choices[prior % choices.length];
    return {
      kind: 'categorical' as const,
      name,
      choices: choices.map(({ value }) => value),
      choice_kinds: choices.map(({ kind }) => kind),
      prior: chosen?.value ?? null,
      prior_confidence: chosen === null ? null : confidence,
    };
  });

const constant: fc.Arbitrary<Parameter> = fc
  .record({ name, kinded })
  .map(({ name, kinded: { value, kind } }) => ({ kind: 'constant' as const, name, value, value_kind: kind }));

const space: fc.Arbitrary<SearchSpace> = fc
  .tuple(fc.oneof(range, categorical), fc.array(fc.oneof(range, categorical, constant), { maxLength: 8 }))
  .map(([searched, others]) => {
    const all = [...others, searched];
    return [...new Map(all.map((parameter) => [parameter.name, parameter])).values()];
  })
  .filter((parameters) => parameters.some(({ kind }) => kind !== 'constant'));

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
  cost_value_on_error: orNull(finite),
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
