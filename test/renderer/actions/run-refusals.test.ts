import { describe, expect, it } from 'vitest';
import type { RunState, RunStatus } from '#core/contract/run/status.ts';
import { refusalsOf } from '#renderer/actions/run-refusals.ts';
import { READ_ONLY_REASON } from '#renderer/stores/read-only.ts';
import { stubStatus } from '#test/support/stub-engine.ts';

type Given = Partial<RunStatus> & { readonly readOnlyBecause?: string; readonly readOnly?: string };

/** Which actions are refused, with the reason. */
function refused({ readOnlyBecause = '', readOnly, ...status }: Given) {
  const subject = { key: 'a', name: 'a', root: '/runs/a', readOnlyBecause: readOnlyBecause || null };
  const refusals = refusalsOf({ ...subject, status: stubStatus(status) }, readOnly ?? null);
  return Object.fromEntries(Object.entries(refusals).filter(([, reason]) => reason !== null));
}

const NOBODY = 'No worker is alive here.';

describe('what cannot be done with a run', () => {
  it('is resuming it while it runs', () => {
    expect(refused({ state: 'running' })).toEqual({ resume: 'Its workers are still evaluating.' });
  });

  it.each<RunState>(['stopped', 'failed', 'stalled', 'empty'])(
    'is stopping it and adding workers while it is %s',
    (state) => {
      expect(refused({ state })).toEqual({
        stop: NOBODY,
        stopNow: NOBODY,
        add: 'No worker is alive here; resume the run instead.',
      });
    },
  );

  it('is resuming it once its budget is used up', () => {
    expect(refused({ state: 'finished' })).toMatchObject({
      resume: 'Its budget is used up; continue with more budget instead.',
    });
  });

  it('is stopping it again, but at once after all', () => {
    const again = 'It is stopping already.';
    expect(refused({ state: 'running', stopping: 'finish' })).toMatchObject({ stop: again });
    expect(refused({ state: 'running', stopping: 'finish' })).not.toHaveProperty('stopNow');
    expect(refused({ state: 'running', stopping: 'now' })).toMatchObject({ stop: again, stopNow: again });
  });

  it('is not stopping it where tasks of a cluster wait', () => {
    const submissions: RunStatus['submissions'] = [
      {
        submission: '0001',
        scheduler: 'slurm',
        job: '7',
        cluster: null,
        at: '2026-01-31T12:00:00.000Z',
        host: 'login',
        by: 'ada',
        options: [],
        tasks: 4,
        begun: 0,
        waiting: 4,
        alive: 0,
      },
    ];
    expect(refused({ state: 'stopped', submissions })).not.toHaveProperty('stop');
  });

  it('is anything on a host for reading, with a run of another program, and with one that cannot be read', () => {
    const every = (reason: string) => ({
      stop: reason,
      stopNow: reason,
      resume: reason,
      add: reason,
      budget: reason,
    });
    const remove = READ_ONLY_REASON;
    expect(refused({ readOnly: READ_ONLY_REASON })).toEqual({ ...every(READ_ONLY_REASON), remove });
    expect(refused({ readOnly: READ_ONLY_REASON, readOnlyBecause: 'Of Optuna.' })).toEqual({
      ...every('Of Optuna.'),
      remove,
    });
    expect(refused({ readOnlyBecause: 'Of Optuna.' })).toEqual(every('Of Optuna.'));
    const unread = { key: 'a', name: 'a', root: '/runs/a', status: null, readOnlyBecause: null };
    expect(refusalsOf(unread, null)).toEqual({
      ...every('The directory cannot be read just now.'),
      remove: null,
    });
  });
});
