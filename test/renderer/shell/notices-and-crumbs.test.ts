import { describe, expect, it } from 'vitest';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/status.ts';
import { crumbsOf } from '#renderer/shell/crumbs.ts';
import { createRunNews, endNotice } from '#renderer/shell/run-news.ts';
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
    const notice = endNotice(
      run({ state: 'running' }),
      run({ state: 'finished', finished_because: 'evaluations', best }),
    );
    expect(notice).toEqual({
      kind: 'ended',
      key: 'k/1',
      tone: 'success',
      title: 'resnet finished',
      message: 'All evaluations done, best loss 0.06120',
      address: '/run/k%2F1/overview',
    });
  });

  it('tells of a failure in the engine’s words', () => {
    const notice = endNotice(run({ state: 'running' }), run({ state: 'failed', message: 'ValueError: no' }));
    expect(notice).toMatchObject({ tone: 'failed', message: 'ValueError: no' });
  });

  it('says nothing of what a person did or of what stays as it is', () => {
    expect(endNotice(run({ state: 'running' }), run({ state: 'stopped' }))).toBeNull();
    expect(endNotice(run({ state: 'running' }), run({ state: 'running' }))).toBeNull();
    expect(endNotice(run({ state: 'failed' }), run({ state: 'failed' }))).toBeNull();
  });
});

describe('news of a running run', () => {
  const ALL = { newBest: true, failures: true, ended: true, system: false };
  const best = (loss: number) => ({ trial: '7', loss, config: {}, ended_at: null });
  const counts = (success: number, failed: number) => ({ ...stubStatus().counts, success, failed });
  const losses = (loss: number | null) => run({ state: 'running', best: loss === null ? null : best(loss) });
  const told = (news: ReturnType<typeof createRunNews>, each: HomeRun, now: number, settings = ALL) =>
    news.take([each], settings, now).map(({ kind, title, message }) => [kind, title, message]);

  it('tells a new best, not what was there or came first, and at most once a minute', () => {
    const news = createRunNews();
    expect(told(news, losses(null), 0)).toEqual([]);
    expect(told(news, losses(0.5), 1000)).toEqual([]);
    expect(told(news, losses(0.25), 100_000)).toEqual([
      ['newBest', 'resnet: new best 0.2500', '0.5000 before, now trial 7'],
    ]);
    expect(told(news, losses(0.2), 110_000)).toEqual([]);
    expect(told(news, losses(0.1), 120_000)).toEqual([]);
    expect(told(news, losses(0.1), 170_000)).toEqual([
      ['newBest', 'resnet: new best 0.1000', '0.2500 before, now trial 7'],
    ]);
    expect(told(createRunNews(), losses(0.1), 0)).toEqual([]);
  });

  it('tells a burst of failures once: five of the last ten, until they are over', () => {
    const news = createRunNews();
    const counted = (success: number, failed: number) =>
      told(news, run({ state: 'running', counts: counts(success, failed) }), 0);
    counted(10, 40);
    expect([counted(13, 42), counted(14, 44)]).toEqual([[], []]);
    expect(counted(15, 45)).toEqual([['failures', 'resnet: evaluations fail', '5 of the last 10 failed']]);
    expect([counted(15, 50), counted(15, 60)]).toEqual([[], []]);
    expect(counted(30, 60)).toEqual([]);
    expect(counted(30, 65)).toHaveLength(1);
  });

  it('tells nothing of a kind that is switched off, and nothing old when it is switched on', () => {
    const news = createRunNews();
    const quiet = { ...ALL, newBest: false };
    told(news, losses(0.5), 0, quiet);
    expect(told(news, losses(0.25), 100_000, quiet)).toEqual([]);
    expect(told(news, losses(0.25), 200_000)).toEqual([]);
    expect(told(news, losses(0.2), 300_000)).toHaveLength(1);
  });

  it('begins anew with another run in the same directory', () => {
    const news = createRunNews();
    const of = (run_id: string, failed: number) =>
      run({ state: 'running', run_id, counts: counts(0, failed) });
    told(news, of('a', 0), 0);
    expect(told(news, of('b', 9), 0)).toEqual([]);
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
