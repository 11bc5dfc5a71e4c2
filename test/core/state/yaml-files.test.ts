import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { configYaml } from '#core/config/values/config-text.ts';
import { splitFloats } from '#core/config/values/float-runs.ts';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { runRecordYaml } from '#core/state/root/record-yaml.ts';
import { metadataYaml, outcomeFile, type TrialFacts } from '#core/state/trials/trial-files.ts';
import { asPython, TRICKY_TEXTS, typedValue } from '#test/core/config/typed-values.ts';
import { fc } from '#test/support/fast-check.ts';
import { loadWithPyYaml, PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import { recordOf } from './run-fixture.ts';

const text = fc.oneof(fc.constantFrom(...TRICKY_TEXTS), fc.string({ unit: 'binary' }));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const name = fc.stringMatching(/^[a-z_]{1,8}$/);

/** A categorical of odd choices, or a range of odd numbers, with a value of it. */
const parameter: fc.Arbitrary<readonly [Parameter, string | number]> = fc.oneof(
  fc.tuple(name, text).map(([named, choice]): readonly [Parameter, string] => [
    {
      kind: 'categorical',
      name: named,
      choices: [choice, `${choice} `],
      choice_kinds: ['string', 'string'],
      prior: choice,
      prior_confidence: 'low',
    },
    choice,
  ]),
  fc.tuple(name, finite, fc.boolean()).map(([named, value, log]): readonly [Parameter, number] => [
    {
      kind: 'float',
      name: named,
      lower: value,
      upper: value,
      log,
      prior: value,
      prior_confidence: 'high',
      is_fidelity: false,
    },
    value,
  ]),
);

type Sample = { readonly facts: TrialFacts; readonly space: SearchSpace; readonly words: string };

const trialOf = (changes: Partial<Trial>): Trial => ({
  trial: '17_rung_2',
  state: 'success',
  config: {},
  loss: 1,
  cost: null,
  learning_curve: null,
  extra: null,
  error: null,
  bracket: 0,
  rung: 2,
  fidelity: 9,
  previous: '12_rung_1',
  attempt: 1,
  worker: 'host-1',
  sampled_at: '2026-01-31T12:00:00.000Z',
  started_at: null,
  ended_at: null,
  ...changes,
});

const sample: fc.Arbitrary<Sample> = fc
  .record({
    values: fc.array(parameter, { maxLength: 4 }),
    loss: fc.double(),
    curve: fc.option(fc.array(fc.double(), { maxLength: 30 })),
    info: typedValue,
    words: text,
    failed: fc.boolean(),
  })
  .map(({ values, loss, curve, info, words, failed }) => {
    const { plain, floats } = splitFloats(info);
    const trial = trialOf({
      state: failed ? 'failed' : 'success',
      config: Object.fromEntries(values.map(([{ name: key }, value]) => [key, value])),
      loss: toJsonNumber(loss),
      cost: Math.abs(Number.isFinite(loss) ? loss : 1),
      learning_curve: curve?.map(toJsonNumber) ?? null,
      extra: plain,
      worker: words,
      error: failed ? { type: words, message: words, traceback: `${words}\n${words}` } : null,
    });
    const facts = { trial, requeues: 0, seconds: 1, extraFloats: floats, fidelityKind: 'float' as const };
    return { facts, space: values.map(([each]) => each), words };
  });

/** Every YAML file that a run with such a trial has. */
function filesOf({ facts, space, words }: Sample): readonly string[] {
  const base = recordOf();
  const incumbent = { ...base.settings.incumbent, note: words, cost_unit: words, env: { A: words } };
  const record = recordOf({ space: [...space], settings: { ...base.settings, incumbent } });
  return [
    configYaml(facts.trial.config, space),
    metadataYaml(facts),
    outcomeFile(facts)?.text ?? '',
    runRecordYaml(record),
  ];
}

function typedValueOf(file: string): TypedValue {
  const read = readTypedYaml(file);
  if (read.kind === 'unreadable') {
    throw new Error(`${read.because}\n${file}`);
  }
  return read.value;
}

describe('every YAML file of a run', () => {
  const samples = fc.sample(sample, 300);
  const files = samples.flatMap(filesOf);

  test.skipIf(PYTHON_WITH_YAML === null)(`loads alike in PyYAML and here${PYYAML_MISSING}`, () => {
    for (const [index, loaded] of loadWithPyYaml(files).entries()) {
      expect(loaded, files[index]).toEqual(asPython(typedValueOf(files[index] ?? '')));
    }
  });

  test('loads in YAML 1.2 to the same values', () => {
    for (const file of files) {
      expect(asJson(parse(file)), file).toEqual(asJson(parse(file, { version: '1.1', merge: false })));
    }
  });

  test('gives info_dict back as it was', () => {
    for (const { facts } of samples.filter(({ facts }) => facts.trial.state === 'success')) {
      const result = typedValueOf(outcomeFile(facts)?.text ?? '') as { readonly [key: string]: TypedValue };
      const { plain, floats } = splitFloats(result.info_dict ?? null);
      expect(JSON.stringify([plain, floats])).toBe(JSON.stringify([facts.trial.extra, facts.extraFloats]));
    }
  });
});

/** NaN equals itself then. */
function asJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item) => (typeof item === 'number' ? String(item) : item)) ?? 'null',
  );
}
