import { describe, expect, test } from 'vitest';
import {
  changeSettings,
  clearedSettings,
  continuedSettings,
  type StoredRun,
} from '#core/config/compare/settings-change.ts';
import { CONTINUE_RULES } from '#core/config/settings/run-keys.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { parse, runText } from '../marked.ts';

function stored(text: string): StoredRun {
  const { settings, space, problems } = parse(text);
  expect(problems).toEqual([]);
  return { settings: settings as RunSettings, space: space ?? [] };
}

const RUN = stored(
  runText('x: [0, 1]', 'optimizer: {name: asha, eta: 3}\nseed: 5\nincumbent: {lease: 1 min}'),
);
/** As a run is stored: paths are absolute, the written form is kept. */
const RESOLVED: StoredRun = {
  ...RUN,
  settings: {
    ...RUN.settings,
    root_directory: '/data/run',
    evaluate_pipeline: { kind: 'python', file: '/src/train.py', function: 'run', written: 'train.py:run' },
  },
};

describe('what may change when a run is continued is changed', () => {
  test.each([
    ['max_evaluations_total=50', { max_evaluations_total: 50 }],
    ['max_evaluations_total=', { max_evaluations_total: null }],
    ['max_cost_total=9.5', { max_cost_total: 9.5 }],
    ['max_evaluations_per_run=2', { max_evaluations_per_run: 2 }],
    ['continue_until_max_evaluation_completed=true', { continue_until_max_evaluation_completed: true }],
    ['post_run_summary=false', { post_run_summary: false }],
    ['ignore_errors=true', { ignore_errors: true }],
    ['loss_value_on_error=1', { loss_value_on_error: 1 }],
    ['cost_value_on_error=1', { cost_value_on_error: 1 }],
    ['sample_batch_size=2', { sample_batch_size: 2 }],
    ['evaluations_to_spend=50', { max_evaluations_total: 50 }],
    ['incumbent.max_requeues=1', { incumbent: { ...RUN.settings.incumbent, max_requeues: 1 } }],
    ['incumbent.lease=', { incumbent: { ...RUN.settings.incumbent, lease: 300 } }],
    [
      'evaluate_pipeline=new.py:run',
      { evaluate_pipeline: { kind: 'python', file: 'new.py', function: 'run', written: 'new.py:run' } },
    ],
  ])('%s', (set, expected) => {
    const more = set.endsWith('total=') ? ['max_cost_total=1'] : [];
    const changed = changeSettings(RESOLVED, [set, ...more]);
    expect(changed.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const cost = more.length > 0 ? { max_cost_total: 1 } : {};
    expect(changed.settings).toEqual({ ...RESOLVED.settings, ...expected, ...cost });
  });
});

describe('what may not change is refused with the rule', () => {
  test.each([
    ['pipeline_space.x=[0, 2]', 'The search space of a run stays'],
    ['pipeline_space=other.yaml', 'The search space of a run stays'],
    ['optimizer=random_search', 'The optimizer of a run stays'],
    ['searcher.strategy=random_search', 'The optimizer of a run stays'],
    ['optimizer.eta=4', 'The optimizer of a run stays'],
    ['seed=6', 'The seed of a run stays'],
    ['root_directory=elsewhere', 'A run stays in its directory'],
    ['overwrite_working_directory=true', 'when a run is started'],
  ])('%s', (set, words) => {
    const changed = changeSettings(RUN, [set]);
    expect(changed.settings).toBeNull();
    expect(changed.problems).toMatchObject([
      { code: 'set-refused', severity: 'error', file: `--set ${set.split('=')[0]}`, line: null },
    ]);
    expect(changed.problems[0]?.message).toContain(words);
  });

  test('the rules name every key', () => {
    expect([...CONTINUE_RULES.keys()].sort()).toEqual(
      [...Object.keys(RUN.settings), 'pipeline_space'].sort(),
    );
  });
});

describe('what is wrong is said as for a text', () => {
  test.each([
    ['max_evaluations_total=ten', 'wrong-type'],
    ['max_evaluation=3', 'unknown-key'],
    ['nonsense', 'set-form'],
    ['evaluate_pipeline={command: "a {y}"}', 'placeholder-unknown'],
    ['max_evaluations_total=', 'no-budget'],
  ])('%s', (set, code) => {
    const { settings, problems } = changeSettings(RUN, [set]);
    expect(settings).toBeNull();
    expect(problems).toMatchObject([{ code, line: null, column: null }]);
  });

  test('all problems are reported together', () => {
    const { problems } = changeSettings(RUN, ['seed=1', 'max_cost_total=x', 'nope=1']);
    expect(problems.map(({ code }) => code).sort()).toEqual(['set-refused', 'unknown-key', 'wrong-type']);
  });
});

describe('a run that is continued from a text', () => {
  test('takes what the text gives and keeps what it leaves', () => {
    const next = parse(
      'evaluate_pipeline: b.py:f\npipeline_space: {x: [0, 1]}\nmax_evaluations_total: 99\n' +
        'incumbent: {max_requeues: 7}\nignore_errors: true',
    );
    const settings = { ...RUN.settings, max_cost_total: 5 };
    expect(
      continuedSettings(settings, { settings: next.settings as RunSettings, given: next.given }),
    ).toEqual({
      ...settings,
      evaluate_pipeline: { kind: 'python', file: 'b.py', function: 'f', written: 'b.py:f' },
      max_evaluations_total: 99,
      ignore_errors: true,
      incumbent: { ...RUN.settings.incumbent, max_requeues: 7 },
    });
  });

  test('never takes another seed, optimizer or directory, nor an overwrite', () => {
    const next = parse(
      runText('x: [0, 1]', 'seed: 9\noptimizer: auto\nroot_directory: z\noverwrite_working_directory: true'),
    );
    const given = { settings: next.settings as RunSettings, given: next.given };
    expect(continuedSettings(RUN.settings, given)).toEqual(RUN.settings);
  });
});

describe('`--set KEY=` takes a setting back', () => {
  test.each([
    ['max_cost_total=', ['max_cost_total']],
    ['cost_to_spend=', ['max_cost_total']],
    [' max_cost_total = null', ['max_cost_total']],
    ['incumbent.lease=~', ['incumbent.lease']],
    ['max_cost_total=0', []],
    ['nonsense=', []],
  ])('%s', (set, keys) => {
    expect(clearedSettings([set])).toEqual(keys);
  });

  test('the whole section at once', () => {
    expect(clearedSettings(['incumbent='])).toEqual(
      expect.arrayContaining(['incumbent.lease', 'incumbent.note']),
    );
  });

  test('also where the run is continued from a text that leaves it out', () => {
    const before = { ...RUN.settings, max_cost_total: 9, ignore_errors: true };
    const given = clearedSettings(['max_cost_total=', 'incumbent.lease=']);
    const settings = { ...RUN.settings, incumbent: { ...RUN.settings.incumbent, lease: 300 } };
    expect(continuedSettings(before, { settings, given })).toEqual({
      ...before,
      max_cost_total: null,
      incumbent: { ...before.incumbent, lease: 300 },
    });
  });
});
