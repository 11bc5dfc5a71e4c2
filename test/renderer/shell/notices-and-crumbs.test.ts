import { describe, expect, it } from 'vitest';
import type { HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { crumbsOf } from '#renderer/shell/frame/top-bar.tsx';
import { createRunNews } from '#renderer/shell/notices/run-news.ts';
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

const ALL = { newBest: true, failures: true, ended: true, system: false };

describe('a notice', () => {
  /** What is told when a run that was seen so is seen so. */
  const told = (before: Partial<RunStatus>, after: Partial<RunStatus>) => {
    const news = createRunNews();
    news.take([run(before)], ALL, 0);
    return news.take([run(after)], ALL, 1);
  };

  it('tells of a run that finished, with its budget and best loss', () => {
    const best = { trial: '1', loss: 0.0612, config: {}, ended_at: null };
    expect(
      told({ state: 'running', best }, { state: 'finished', finished_because: 'evaluations', best }),
    ).toEqual([
      {
        kind: 'ended',
        key: 'k/1',
        tone: 'success',
        title: 'resnet finished',
        message: 'All evaluations done, best loss 0.06120',
        address: '/run/k%2F1/overview',
      },
    ]);
  });

  it('tells of a failure in the engine’s words', () => {
    const notices = told({ state: 'running' }, { state: 'failed', message: 'ValueError: no' });
    expect(notices).toMatchObject([{ tone: 'failed', message: 'ValueError: no' }]);
  });

  it('says nothing of what a person did or of what stays as it is', () => {
    expect(told({ state: 'running' }, { state: 'stopped' })).toEqual([]);
    expect(told({ state: 'running' }, { state: 'running' })).toEqual([]);
    expect(told({ state: 'failed' }, { state: 'failed' })).toEqual([]);
  });

  it('tells of a run that ended while it could not be read', () => {
    const news = createRunNews();
    news.take([run({ state: 'running' })], ALL, 0);
    expect(news.take([{ ...run({}), status: null, unreadable_because: 'gone' }], ALL, 1)).toEqual([]);
    expect(news.take([run({ state: 'finished' })], ALL, 2)).toMatchObject([{ title: 'resnet finished' }]);
  });

  it('tells of a run that ended while no page was open, once', () => {
    const ran = new Set<string>();
    createRunNews(ran).take([run({ state: 'running', run_id: 'a' })], ALL, 0);
    const ended = [run({ state: 'finished', run_id: 'a' })];
    const inAnotherRun = new Set(ran);
    expect(createRunNews(inAnotherRun).take([run({ state: 'finished', run_id: 'b' })], ALL, 1)).toEqual([]);
    const quiet = new Set(ran);
    expect(createRunNews(quiet).take(ended, { ...ALL, ended: false }, 1)).toEqual([]);
    expect(createRunNews(quiet).take(ended, ALL, 2)).toEqual([]);
    expect(createRunNews(ran).take(ended, ALL, 1)).toMatchObject([{ title: 'resnet finished' }]);
    expect(createRunNews(ran).take(ended, ALL, 2)).toEqual([]);
  });
});

describe('news of a running run', () => {
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
