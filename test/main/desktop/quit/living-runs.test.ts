import { describe, expect, it } from 'vitest';
import type { HomeRun, HomeUpdate } from '#core/contract/home.ts';
import type { WorkerStatus } from '#core/contract/run/status.ts';
import { knownRuns, livingRuns, livingWords } from '#main/desktop/quit/living-runs.ts';
import { stubHomeRun, stubStatus } from '#test/support/stub-engine.ts';

function worker(changes: Partial<WorkerStatus> = {}): WorkerStatus {
  return {
    id: 'w',
    host: 'here',
    pid: 1,
    alive: true,
    trial: null,
    started_at: '2026-01-31T12:00:00.000Z',
    ended_because: null,
    ...changes,
  };
}

function run(key: string, workers: readonly WorkerStatus[] | null): HomeRun {
  return stubHomeRun(key, {
    name: `run-${key}`,
    status: workers === null ? null : stubStatus({ workers: [...workers] }),
  });
}

describe('the workers that quitting asks about', () => {
  it('are those that live on this machine', () => {
    const runs = [
      run('a', [worker(), worker()]),
      run('elsewhere', [worker({ host: 'cluster' })]),
      run('dead', [worker({ alive: false })]),
      run('ended', [worker({ ended_because: 'the budget is used up' })]),
      run('not known yet', [worker({ alive: null })]),
      run('unreadable', null),
      run('b', [worker(), worker({ alive: false })]),
    ];
    expect(livingRuns(runs, 'here')).toEqual([
      { key: 'a', name: 'run-a', workers: 2 },
      { key: 'b', name: 'run-b', workers: 1 },
    ]);
  });

  it('are counted in words, run by run', () => {
    const words = livingWords([
      { key: 'a', name: 'run-a', workers: 2 },
      { key: 'b', name: 'run-b', workers: 1 },
    ]);
    expect(words.message).toBe('3 workers are still evaluating');
    expect(words.detail.split('\n').slice(0, 2)).toEqual(['run-a: 2 workers', 'run-b: 1 worker']);
    expect(livingWords([{ key: 'b', name: 'run-b', workers: 1 }]).message).toBe(
      'A worker is still evaluating',
    );
  });
});

const READ = { status: stubStatus() };

async function* told(...updates: Pick<HomeUpdate, 'runs' | 'keys'>[]): AsyncGenerator<HomeUpdate> {
  for (const [seq, update] of updates.entries()) {
    yield { seq, watched_folders: [], ...update };
  }
  throw new Error('More was asked for than is needed.');
}

const keysOf = (runs: readonly HomeRun[]) => runs.map(({ key, status }) => `${key} ${status !== null}`);

describe('the runs that quitting asks about', () => {
  it('are those of the first list where all of it has been read', async () => {
    expect(keysOf(await knownRuns(told({ runs: [stubHomeRun('a', READ)] })))).toEqual(['a true']);
    expect(await knownRuns(told({ runs: [] }))).toEqual([]);
  });

  it('are waited for until each has been read or can not be', async () => {
    const runs = await knownRuns(
      told(
        { runs: [stubHomeRun('a'), stubHomeRun('b'), stubHomeRun('c')] },
        { runs: [stubHomeRun('b', READ)], keys: ['a', 'b', 'c'] },
        {
          runs: [stubHomeRun('a', { unreadable_because: 'It is gone' }), stubHomeRun('d', READ)],
          keys: ['d', 'a', 'b'],
        },
      ),
    );
    expect(keysOf(runs)).toEqual(['d true', 'a false', 'b true']);
  });

  it('are as they are known where patience ends first', async () => {
    async function* ending(): AsyncGenerator<HomeUpdate> {
      yield { seq: 1, watched_folders: [], runs: [stubHomeRun('a'), stubHomeRun('b', READ)] };
    }
    expect(keysOf(await knownRuns(ending()))).toEqual(['a false', 'b true']);
  });
});
