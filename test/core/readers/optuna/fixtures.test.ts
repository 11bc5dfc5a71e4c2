import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { runStatusSchema } from '#core/contract/run/status.ts';
import { type Trial, trialSchema } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/optuna/', import.meta.url));

type Number = number | string | null;
type ExpectedTrial = {
  readonly number: number;
  readonly state: 'COMPLETE' | 'PRUNED' | 'FAIL' | 'RUNNING' | 'WAITING';
  readonly params: Readonly<Record<string, number | string | boolean | null>>;
  readonly values: readonly Number[] | null;
  readonly intermediate: readonly (readonly [number, Number])[];
  readonly user_attrs: Readonly<Record<string, unknown>>;
  readonly start: string | null;
  readonly complete: string | null;
};
type ExpectedStudy = { readonly directions: readonly string[]; readonly trials: readonly ExpectedTrial[] };

/** What Optuna's own API gives, written when the fixtures were made. */
const expected = JSON.parse(readFileSync(`${FIXTURES}expected.json`, 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, ExpectedStudy>>>
>;

const STUDIES = Object.entries(expected).flatMap(([file, studies]) =>
  Object.entries(studies).map(([study, facts]) => ({ file, study, facts })),
);

const STATES = {
  COMPLETE: 'success',
  PRUNED: 'success',
  FAIL: 'failed',
  RUNNING: 'evaluating',
  WAITING: 'pending',
} as const;

const copies: string[] = [];
afterEach(() => {
  for (const copy of copies.splice(0)) {
    removeFolder(copy);
  }
});

async function looking<T>(address: string, look: (run: OpenedRun) => T): Promise<T> {
  const run = await READERS.open(address, { clock: systemClock });
  try {
    return look(run);
  } finally {
    run.close();
  }
}

function negated(value: Number): Number {
  const turned = { NaN: 'NaN', Infinity: '-Infinity', '-Infinity': 'Infinity' }[String(value)];
  return turned ?? (value === null ? null : 0 - Number(value));
}

/** The trial as it should be shown. Journals say the zone of their times, storages do not. */
function shown(trial: ExpectedTrial, directions: readonly string[], isJournal: boolean): Partial<Trial> {
  const loss = (value: Number, at: number) => (directions[at] === 'MAXIMIZE' ? negated(value) : value);
  const losses = trial.state === 'COMPLETE' ? (trial.values ?? []).map(loss) : [];
  const time = (text: string | null) =>
    text === null ? null : new Date(isJournal ? `${text}Z` : text.slice(0, 23)).toISOString();
  const steps = trial.intermediate.map(([step]) => step);
  const extra = {
    ...trial.user_attrs,
    ...(trial.state === 'PRUNED' ? { pruned: true } : {}),
    ...(steps.every((step, index) => step === index) ? {} : { steps }),
  };
  return {
    trial: String(trial.number),
    state: STATES[trial.state],
    loss: (losses.length > 1 ? losses : (losses[0] ?? null)) as Trial['loss'],
    learning_curve:
      steps.length === 0
        ? null
        : (trial.intermediate.map(([, value]) => loss(value, 0)) as Trial['learning_curve']),
    extra: Object.keys(extra).length === 0 ? null : extra,
    started_at: time(trial.start),
    ended_at: time(trial.complete),
  };
}

describe('each trial is what Optuna itself reads', () => {
  test.each(STUDIES)('$file, study $study', async ({ file, study, facts }) => {
    const trials = await looking(`${FIXTURES}${file}#${study}`, (run) => run.trials());
    const inOrder = [...trials].sort((a, b) => Number(a.trial) - Number(b.trial));
    expect(inOrder.length).toBe(facts.trials.length);
    for (const [index, trial] of facts.trials.entries()) {
      expect(inOrder[index]).toMatchObject(shown(trial, facts.directions, file.endsWith('.log')));
      const params = Object.entries(trial.params).map(([name, value]) => [name, value ?? 'None']);
      if (trial.state !== 'WAITING') {
        expect(inOrder[index]?.config).toEqual(Object.fromEntries(params));
      }
    }
  });
});

describe('a study', () => {
  test.each(STUDIES)(
    'in $file, $study has status and trials as they are promised',
    async ({ file, study }) => {
      await looking(`${FIXTURES}${file}#${study}`, (run) => {
        const status = runStatusSchema.parse(run.status());
        expect(status.layout).toBe(file.endsWith('.log') ? 'optuna-journal' : 'optuna-sqlite');
        expect(status.state).toBe('unknown');
        expect(run.facts()).toMatchObject({ name: study, space_inferred: false, optimizer: null });
        expect(run.trials().map((trial) => trialSchema.parse(trial))).toEqual(run.trials());
      });
    },
  );

  test.each(['journal.log', 'storage.db'])('in %s has the space of its distributions', async (file) => {
    const { space } = await looking(`${FIXTURES}${file}#resnet`, (run) => run.facts());
    const common = { prior: null, prior_confidence: null };
    const range = { ...common, is_fidelity: false };
    expect(space).toEqual([
      { kind: 'float', name: 'rate', lower: 1e-5, upper: 1, log: true, ...range },
      { kind: 'integer', name: 'layers', lower: 1, upper: 8, log: false, ...range },
      { kind: 'integer', name: 'width', lower: 8, upper: 512, log: true, ...range },
      { kind: 'float', name: 'dropout', lower: 0, upper: 0.5, log: false, ...range },
      {
        kind: 'categorical',
        name: 'activation',
        choices: ['relu', 'tanh', 'None'],
        choice_kinds: ['string', 'string', 'string'],
        ...common,
      },
      {
        kind: 'categorical',
        name: 'big',
        choices: [true, false],
        choice_kinds: ['boolean', 'boolean'],
        ...common,
      },
      {
        kind: 'categorical',
        name: 'scale',
        choices: [1, 2, 'auto'],
        choice_kinds: ['integer', 'float', 'string'],
        ...common,
      },
      expect.objectContaining({ kind: 'float', name: 'slope', lower: 0.1 }),
    ]);
  });

  test('that maximises says so, and its best trial has the largest value', async () => {
    const status = await looking(`${FIXTURES}journal.log#resnet`, (run) => run.status());
    expect(status.problems).toMatchObject([{ code: 'maximised', severity: 'note' }]);
    const facts = expected['journal.log']?.resnet?.trials ?? [];
    const finite = facts
      .flatMap(({ state, values }) => (state === 'COMPLETE' ? (values ?? []) : []))
      .map(Number);
    expect(status.best?.loss).toBe(-Math.max(...finite.filter(Number.isFinite)));
  });

  test('of a storage with several is opened by its name, and the message names them all', async () => {
    const opening = READERS.open(`${FIXTURES}storage.db`, { clock: systemClock });
    await expect(opening).rejects.toMatchObject({
      code: 'root-not-a-run',
      message: expect.stringMatching(/found 2 studies: resnet, trade-off\. .*storage\.db#resnet/),
    });
    const missing = READERS.open(`${FIXTURES}journal.log#nobody`, { clock: systemClock });
    await expect(missing).rejects.toMatchObject({ message: expect.stringContaining('the study nobody') });
  });

  test('that is alone in its storage needs no name', async () => {
    expect(await looking(`${FIXTURES}wal/storage.db`, (run) => run.facts().name)).toBe('logged');
  });

  test('says who alone can steer it', async () => {
    const facts = await looking(`${FIXTURES}journal.log#resnet`, (run) => run.facts());
    expect(facts.read_only_because).toContain('only Optuna can stop or start it');
  });
});

test('opening writes nothing beside a storage and leaves its files as they are', async () => {
  const folder = folderWith({});
  copies.push(folder);
  cpSync(FIXTURES, folder, { recursive: true, preserveTimestamps: true });
  const files = () =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const { mtimeMs, size } = statSync(join(folder, name));
        return [name, mtimeMs, size];
      });
  const before = files();
  for (const { file, study } of STUDIES) {
    await looking(`${join(folder, file)}#${study}`, (run) => run.trials());
  }
  expect(files()).toEqual(before);
});
