import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { runStatusSchema } from '#core/contract/run/status.ts';
import { type Trial, trialSchema } from '#core/contract/run/trial.ts';
import { PYTHON_WITH_YAML, PYYAML_MISSING } from '#test/support/py-yaml.ts';
import { FIXTURE_NAMES, fixture, looking } from './opened.ts';

const LAYOUTS: Readonly<Record<string, string>> = {
  'v0.12.2': 'neps-0.12',
  '88b5747b': 'neps-88b5747b',
  'v0.13.0': 'neps-0.13',
  'v0.14.0': 'neps-0.14',
  'v0.15.0': 'neps-0.15',
  'v0.16.0': 'neps-0.16',
};

type Facts = Readonly<Record<string, unknown>> & { readonly trial: string };

/** What PyYAML and Python's own JSON read, in one process for all roots. */
const independent: readonly (readonly Facts[])[] =
  PYTHON_WITH_YAML === null
    ? []
    : JSON.parse(
        execFileSync(PYTHON_WITH_YAML, ['test/support/neps_facts.py', ...FIXTURE_NAMES.map(fixture)], {
          maxBuffer: 2 ** 28,
          encoding: 'utf8',
          env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
        }),
      );

/** Ours in the same words: instants as milliseconds, without what no file tells directly. */
function comparable(trial: Trial): Facts {
  const { bracket: _b, fidelity: _f, attempt: _a, sampled_at, started_at, ended_at, ...said } = trial;
  const milliseconds = (at: string | null) => (at === null ? null : Date.parse(at));
  return {
    ...said,
    sampled_at: milliseconds(sampled_at),
    started_at: milliseconds(started_at),
    ended_at: milliseconds(ended_at),
  };
}

function byId(facts: readonly Facts[]): readonly Facts[] {
  return [...facts].sort((a, b) => (a.trial < b.trial ? -1 : 1));
}

describe(`every trial is what PyYAML reads of it${PYYAML_MISSING}`, () => {
  test.skipIf(PYTHON_WITH_YAML === null).each(FIXTURE_NAMES)('%s', async (name) => {
    const trials = await looking(fixture(name), (run) => run.trials().map(comparable));
    const facts = independent[FIXTURE_NAMES.indexOf(name)] ?? [];
    expect(facts.length).toBeGreaterThan(4);
    expect(byId(trials)).toEqual(byId(facts));
  });
});

describe('a run directory of the library', () => {
  test.each(FIXTURE_NAMES)('%s has its layout, and status and trials as they are promised', async (name) => {
    await looking(fixture(name), (run) => {
      const status = runStatusSchema.parse(run.status());
      expect(status.layout).toBe(LAYOUTS[name.split('/')[0] ?? '']);
      expect(status.state).toBe('unknown');
      expect(run.trials().map((trial) => trialSchema.parse(trial))).toEqual(run.trials());
      expect(Object.values(status.counts).reduce((sum, count) => sum + count, 0)).toBe(run.trials().length);
      expect(status.counts.unreadable).toBe(0);
    });
  });

  test('lists its trials as they were sampled', async () => {
    await looking(fixture('v0.16.0/priorband'), (run) => {
      const times = run.trials().map(({ sampled_at }) => sampled_at);
      expect(times).toEqual([...times].sort());
    });
  });

  test.each([
    ['v0.12.2/hyperband', 'hyperband', { eta: 3, use_priors: false }],
    ['88b5747b/priorband', 'priorband', { eta: 3, bracket_type: 'hyperband' }],
    [
      'v0.16.0/priorband',
      'priorband',
      { eta: 3, base: 'hyperband', bayesian_optimization_kick_in_point: 'none' },
    ],
    ['v0.13.0/bo', 'bayesian_optimization', {}],
  ])('%s names its optimizer and the arguments', async (name, optimizer, known) => {
    const facts = await looking(fixture(name), (run) => run.facts());
    expect(facts.optimizer).toMatchObject({ name: optimizer, arguments: known });
  });

  test('tells what it keeps in pickles, which are never read', async () => {
    const { problems } = await looking(fixture('v0.16.0/priorband'), (run) => run.status());
    expect(problems.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ['pickle-not-read', 'note', 'pipeline_space.pkl'],
      ['pickle-not-read', 'note', 'optimizer_state.pkl'],
    ]);
  });

  test('says who alone can steer it', async () => {
    const facts = await looking(fixture('v0.14.0/priorband'), (run) => run.facts());
    expect(facts.read_only_because).toContain('only the library can stop or start it');
  });

  test('has the best of its finite losses, and none where there are several objectives', async () => {
    const best = (name: string) => looking(fixture(name), (run) => run.status().best?.trial ?? null);
    expect(await best('v0.16.0/priorband')).toBe('27_rung_3');
    expect(await best('v0.16.0/nan-inf')).toBe('6');
    expect(await best('v0.16.0/multi-objective')).toBeNull();
  });

  test('shows the workers that its trials name', async () => {
    const workers = await looking(fixture('v0.16.0/interrupted'), (run) => run.status().workers);
    expect(workers).toMatchObject([{ id: 'worker_0', host: null, pid: null, alive: null }]);
    const old = await looking(fixture('v0.13.0/parallel'), (run) => run.status().workers);
    expect(old.length).toBe(3);
    expect(old.every(({ id, pid }) => id.startsWith(`${pid}-`))).toBe(true);
  });

  test('tells new bests and failures as events, the newest first', async () => {
    const events = await looking(fixture('v0.16.0/errors'), (run) => run.events());
    expect(events.map(({ kind }) => kind)).toContain('failed');
    expect(events.map(({ kind }) => kind)).toContain('new-best');
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort().reverse());
  });
});

describe('the space is inferred from the trials', () => {
  test('with kinds and bounds as they occurred, the fidelity by what grows with the rung', async () => {
    const facts = await looking(fixture('v0.16.0/priorband'), (run) => run.facts());
    expect(facts.space_inferred).toBe(true);
    expect(facts.space).toMatchObject([
      { kind: 'integer', name: 'epochs', lower: 1, upper: 27, is_fidelity: true },
      { kind: 'integer', name: 'layers', lower: 2, upper: 10, is_fidelity: false },
      { kind: 'float', name: 'lr', log: true },
      { kind: 'categorical', name: 'optimizer' },
    ]);
  });

  test('what never differed is a constant', async () => {
    const { space } = await looking(fixture('v0.16.0/errors'), (run) => run.facts());
    expect(space?.at(-1)).toEqual({
      kind: 'constant',
      name: 'weight_decay',
      value: 0.01,
      value_kind: 'float',
    });
  });

  test('names of sampled architectures tell bounds, scale and fidelity themselves', async () => {
    const { space } = await looking(fixture('v0.16.0/neps-space'), (run) => run.facts());
    expect(space?.[0]).toMatchObject({ name: 'ENVIRONMENT__epochs', is_fidelity: true });
    expect(space?.[1]).toMatchObject({ kind: 'float', lower: 1e-5, upper: 0.1, log: true });
    expect(space?.find(({ kind }) => kind === 'categorical')).toMatchObject({ choices: [0, 1, 2] });
  });

  test.each(['v0.12.2/hyperband', '88b5747b/priorband', 'v0.14.0/priorband'])(
    'each trial of %s has the fidelity that it was evaluated at',
    async (name) => {
      const trials = await looking(fixture(name), (run) => run.trials());
      expect(trials.every(({ fidelity, config }) => fidelity === config.epochs)).toBe(true);
    },
  );
});
