import { describe, expect, it } from 'vitest';
import { settingLines } from '#core/config/words/setting-lines.ts';
import type { WorkerStatus } from '#core/contract/run/status.ts';
import type { RunActionId } from '#renderer/actions/run-actions.ts';
import { placedValues } from '#renderer/features/run/configuration-values/placed-values.ts';
import {
  aliveWorkers,
  allTrials,
  evaluationsLine,
  optimizerWords,
  shownCounts,
  tellsCost,
} from '#renderer/features/run/header/collect.ts';
import { endWords } from '#renderer/features/run/header/evaluations-block.tsx';
import { chooseActions } from '#renderer/features/run/header/header-actions.tsx';
import { stoppingWords } from '#renderer/features/run/header/run-header.tsx';
import { latestFailure } from '#renderer/features/run/overview/collect.ts';
import { pythonArguments } from '#renderer/features/run/trial/parts/python-arguments.ts';
import { lineageOf } from '#renderer/features/run/trial/parts/result-part.tsx';
import { tracebackLines } from '#renderer/features/run/trial/parts/traceback-part.tsx';
import { inOrderOfInterest, lifeWord, livesWords } from '#renderer/features/run/workers/model.ts';
import type { Action } from '#renderer/stores/action.ts';
import { action } from '#renderer/stores/action.ts';
import { demoRuns } from '../support/demo-runs.ts';
import { DEMO_SPACE, statusOf } from '../support/demo-trials.ts';
import { trial } from './trials.ts';

function status(name: string) {
  const found = demoRuns().find((each) => each.name === name);
  if (!found) {
    throw new Error(`no demo run ${name}`);
  }
  return statusOf(found);
}

describe('the header', () => {
  it('tells what of the evaluations is done, goes on and is left', () => {
    expect(evaluationsLine(status('resnet-cifar'))).toBe('61 completed · 4 evaluating · 1 stale · 34 left');
    expect(evaluationsLine(status('optuna-lgbm'))).toBe('744 completed');
  });

  it('counts only the states that some trial is in', () => {
    const { counts } = status('resnet-cifar');
    expect(shownCounts(counts).map(({ state }) => state)).toEqual([
      'success',
      'evaluating',
      'failed',
      'crashed',
      'stale',
    ]);
    expect(allTrials(counts)).toBe(66);
  });

  it('counts a worker that cannot be known yet as alive', () => {
    const running = status('resnet-cifar');
    const workers = running.workers.map((worker, index) => ({
      ...worker,
      alive: index === 0 ? null : false,
    }));
    expect(aliveWorkers({ ...running, workers })).toBe(1);
  });

  it('names the optimizer as people call it', () => {
    const optimizer = { name: 'priorband', arguments: { eta: 3 }, reason: '' };
    expect(optimizerWords(optimizer)).toBe('PriorBand, η = 3');
    expect(optimizerWords({ ...optimizer, arguments: {} })).toBe('PriorBand');
    expect(optimizerWords(null)).toBeNull();
  });

  it('tells cost only where there is one', () => {
    const running = status('resnet-cifar');
    expect(tellsCost(running)).toBe(true);
    expect(tellsCost({ ...running, budget: { ...running.budget, cost: { spent: 0, total: null } } })).toBe(
      false,
    );
  });

  it('says when the run will end without seconds that flicker', () => {
    const now = new Date(2026, 0, 31, 17, 30, 0).getTime();
    expect(endWords(now + 160 * 60_000 + 4_000, now)).toBe('ends about 20:10, in 2 h 40 min');
    expect(endWords(now + 20_000, now)).toBe('ends within a minute');
    expect(endWords(now + 3 * 86_400_000, now)).toMatch(/Feb.*17:30, in 3 d$/);
  });

  it('shows the actions that fit the state and folds the others', () => {
    const ids: readonly RunActionId[] = [
      'stop-finish-current',
      'stop-now',
      'resume',
      'add-worker',
      'more-budget',
      'copy-path',
      'show-files',
      'remove',
    ];
    const icon = () => null;
    const all = Object.fromEntries(
      ids.map((id): [string, Action] => [
        id,
        action({ id, name: id, group: '', icon, run: () => undefined }),
      ]),
    ) as Record<RunActionId, Action>;
    const named = (actions: readonly Action[]) => actions.map(({ id }) => id);
    expect(named(chooseActions(all, 'running', false).buttons)).toEqual([
      'stop-finish-current',
      'stop-now',
      'add-worker',
      'more-budget',
    ]);
    expect(named(chooseActions(all, 'finished', false).buttons)).toEqual(['more-budget']);
    const narrow = chooseActions(all, 'running', true);
    expect(named(narrow.buttons)).toEqual(['stop-finish-current', 'stop-now']);
    expect(narrow.buttons.length + narrow.menu.length).toBe(ids.length);
  });
});

describe('a stop that waits', () => {
  it.each([
    ['finish', 'Stopping… The evaluations in progress end first.'],
    ['now', 'Stopping… The evaluations in progress are interrupted.'],
    [null, null],
  ] as const)('is said as long as every worker is bound by it (%s)', (stopping, words) => {
    expect(stoppingWords({ ...status('resnet-cifar'), stopping })).toBe(words);
  });
});

describe('a configuration', () => {
  it('lies in its ranges, on the scale of the space, with the prior beside it', () => {
    const values = placedValues({ learning_rate: 0.01, dataset: 'digits', other: 8 }, DEMO_SPACE);
    expect(values.map(({ name }) => name)).toEqual(['learning_rate', 'dataset', 'other']);
    // Between 1e-4 and 0.1 on a logarithmic axis.
    expect(values[0]?.place).toBeCloseTo(2 / 3);
    expect(values[0]?.priorPlace).toBeCloseTo(2 / 3);
    expect([values[1]?.place, values[2]?.parameter]).toEqual([null, null]);
  });

  it('becomes keyword arguments that keep the kinds of numbers', () => {
    const config = { learning_rate: 8, width: 8, optimizer: 'it\'s "sgd"', flag: true };
    expect(pythonArguments(config, DEMO_SPACE)).toBe(
      'learning_rate=8.0, width=8, optimizer="it\'s \\"sgd\\"", flag=True',
    );
  });
});

describe('a trial', () => {
  it('knows what it continues and what continues it', () => {
    const trials = [
      trial({ trial: '1_rung_0' }),
      trial({ trial: '1_rung_1', previous: '1_rung_0' }),
      trial({ trial: '1_rung_2', previous: '1_rung_1' }),
      trial({ trial: '2_rung_0' }),
    ];
    const lineage = (index: number) =>
      lineageOf(trials[index] ?? trial({ trial: '' }), trials).map((each) => each.trial);
    expect(lineage(1)).toEqual(['1_rung_0', '1_rung_1', '1_rung_2']);
    expect(lineage(3)).toEqual([]);
  });

  it('does not go round for ever where trials claim to continue each other', () => {
    const trials = [trial({ trial: 'a', previous: 'b' }), trial({ trial: 'b', previous: 'a' })];
    expect(lineageOf(trials[0] ?? trial({ trial: '' }), trials).length).toBeGreaterThan(0);
  });

  it('tells frames of libraries from those of the user', () => {
    const lines = tracebackLines(
      [
        'Traceback (most recent call last):',
        '  File "/users/person/train.py", line 7, in train',
        '    step()',
        '  File "/usr/lib/python3.12/site-packages/torch/nn.py", line 9, in step',
        '    raise',
        'ValueError: bad',
        '',
      ].join('\n'),
    );
    expect(lines.map(({ kind, isLibrary }) => [kind, isLibrary])).toEqual([
      ['other', false],
      ['place', false],
      ['code', false],
      ['place', true],
      ['code', true],
      ['error', false],
    ]);
  });

  it('is the one to blame that failed last', () => {
    const trials = [
      trial({ trial: '1', state: 'failed', ended_at: '2026-01-31T12:03:00.000Z' }),
      trial({ trial: '2', state: 'failed', ended_at: '2026-01-31T12:02:00.000Z' }),
    ];
    expect(latestFailure(trials)?.trial).toBe('1');
    expect(latestFailure([])).toBeNull();
  });
});

describe('workers', () => {
  const worker = (given: Partial<WorkerStatus>): WorkerStatus => ({
    id: 'w',
    host: 'h',
    pid: 1,
    alive: true,
    trial: null,
    started_at: '2026-01-31T12:00:00.000Z',
    ended_because: null,
    ...given,
  });

  it('stand with the living first, the latest on top', () => {
    const order = inOrderOfInterest([
      worker({ id: 'gone', alive: false, started_at: '2026-01-31T14:00:00.000Z' }),
      worker({ id: 'old' }),
      worker({ id: 'new', started_at: '2026-01-31T13:00:00.000Z' }),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['new', 'old', 'gone']);
  });

  it('ended or died, where that is known', () => {
    const left_at = '2026-01-31T15:00:00.000Z';
    expect([
      lifeWord(worker({})),
      lifeWord(worker({ alive: null })),
      lifeWord(worker({ alive: false, ended_because: 'stopped', left_at })),
      lifeWord(worker({ alive: false, left_at })),
      lifeWord(worker({ alive: false, ended_because: 'it evaluates nothing' })),
    ]).toEqual(['alive', 'not known yet', 'ended', 'died', 'not known']);
  });

  it('are counted by what is known of them', () => {
    const left_at = '2026-01-31T15:00:00.000Z';
    const gone = [
      worker({ alive: false, left_at }),
      worker({ alive: false, ended_because: 'stopped', left_at }),
    ];
    expect(livesWords([worker({}), worker({}), ...gone])).toBe('2 alive, 2 gone');
    expect(livesWords([worker({ alive: null }), worker({ alive: false })])).toBe(
      '1 may be alive, 1 not known',
    );
  });
});

describe('settings', () => {
  it('stand with their defaults, what differs marked', () => {
    const lines = settingLines({
      evaluate_pipeline: {
        kind: 'python',
        file: '/code/train.py',
        function: 'train',
        written: 'train.py:train',
      },
      max_evaluations_total: 100,
      ignore_errors: false,
      optimizer: { kind: 'named', name: 'asha', arguments: { eta: 3 } },
      incumbent: { lease: 300, max_requeues: 5 },
    });
    expect(lines.map(({ key, value, differs }) => [key, value, differs])).toEqual([
      ['evaluate_pipeline', '/code/train.py:train', true],
      ['max_evaluations_total', '100', true],
      ['ignore_errors', 'false', false],
      ['optimizer', '{"name":"asha","eta":3}', true],
      ['incumbent.lease', '300', false],
      ['incumbent.max_requeues', '5', true],
    ]);
  });
});
