import { describe, expect, it } from 'vitest';
import type { HomeRun } from '#core/contract/home.ts';
import type { WorkerStatus } from '#core/contract/run/status.ts';
import { livingRuns, livingWords } from '#main/desktop/quit/living-workers.ts';
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
