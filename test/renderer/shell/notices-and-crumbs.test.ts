import { describe, expect, it } from 'vitest';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/status.ts';
import { crumbsOf } from '#renderer/shell/crumbs.ts';
import { noticeOf } from '#renderer/shell/use-run-notices.ts';
import { stubStatus } from '#test/support/stub-engine.ts';

function run(changes: Partial<RunStatus>): HomeRun {
  return {
    key: 'k/1',
    name: 'resnet',
    root: '/runs/resnet',
    status: stubStatus(changes),
    unreadable_because: null,
    trajectory: [],
    read_only_because: null,
    watched_folder: null,
  };
}

describe('a notice', () => {
  it('tells of a run that finished, with its budget and best loss', () => {
    const best = { trial: '1', loss: 0.0612, config: {}, ended_at: null };
    const notice = noticeOf(
      run({ state: 'running' }),
      run({ state: 'finished', finished_because: 'evaluations', best }),
    );
    expect(notice).toEqual({
      tone: 'success',
      title: 'resnet finished',
      message: 'All evaluations done, best loss 0.06120',
      address: '/run/k%2F1/overview',
    });
  });

  it('tells of a failure in the engine’s words', () => {
    const notice = noticeOf(run({ state: 'running' }), run({ state: 'failed', message: 'ValueError: no' }));
    expect(notice).toMatchObject({ tone: 'failed', message: 'ValueError: no' });
  });

  it('says nothing of what a person did or of what stays as it is', () => {
    expect(noticeOf(run({ state: 'running' }), run({ state: 'stopped' }))).toBeNull();
    expect(noticeOf(run({ state: 'running' }), run({ state: 'running' }))).toBeNull();
    expect(noticeOf(run({ state: 'failed' }), run({ state: 'failed' }))).toBeNull();
  });
});

describe('the breadcrumb', () => {
  it('of a run leads back to the list and names run and tab', () => {
    expect(crumbsOf('/run/k%2F1/trials', [run({})])).toEqual([
      { label: 'Runs', to: '/runs' },
      { label: 'resnet', to: '/run/k%2F1/overview' },
      { label: 'Trials', to: null },
    ]);
  });

  it('of an unknown address says so', () => {
    expect(crumbsOf('/nowhere', []).at(-1)).toEqual({ label: 'Not found', to: null });
  });
});
