import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  orderOf,
  orderOfSignal,
  ROOT_REPLACED,
  type StopOrder,
  stricter,
  type TrialStop,
  trialStopOf,
} from '#core/runtime/stops/stop-orders.ts';
import { createStopWatch, type StopWatch } from '#core/runtime/stops/stop-watch.ts';
import { ordersInRoot } from '#core/runtime/stops/worker-orders.ts';
import { requestStop, type Stop } from '#core/state/root/control.ts';
import type { RootSight } from '#core/state/root/watched-record.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const stop = (change: Partial<Stop>): Stop => ({
  generation: 1,
  kind: 'finish',
  at: '2026-01-31T12:00:00.000Z',
  by: 'the app',
  trial: null,
  attempt: null,
  message: null,
  ...change,
});

describe('stop orders', () => {
  it('finish, interrupt, or halt after an error', () => {
    expect(orderOf(stop({}))).toMatchObject({ kind: 'finish', reason: 'stopped' });
    expect(orderOf(stop({ kind: 'now' }))).toMatchObject({ kind: 'now', reason: 'stopped' });
    expect(orderOf(stop({ kind: 'error', trial: '7', message: 'ValueError: no' }))).toEqual({
      kind: 'finish',
      reason: 'error',
      because: 'an evaluation of trial 7 failed and ignore_errors is false: ValueError: no',
    });
  });

  it('leave the worker alone where one trial is meant', () => {
    const single = stop({ kind: 'now', trial: '7', attempt: 2 });
    expect(orderOf(single)).toBeNull();
    expect(trialStopOf(single)).toEqual({ trial: '7', attempt: 2, by: 'the app' });
    expect(trialStopOf(stop({ kind: 'error', trial: '7' }))).toBeNull();
    expect(trialStopOf(stop({ kind: 'now' }))).toBeNull();
  });

  it('become stricter with a second signal', () => {
    expect([1, 2, 3].map((count) => orderOfSignal('SIGINT', count).kind)).toEqual(['finish', 'now', 'now']);
  });

  it('never become milder, and keep the error that halted the run', () => {
    const finish = orderOf(stop({}));
    const now = orderOf(stop({ kind: 'now' }));
    const error = orderOf(stop({ kind: 'error' }));
    expect(stricter(null, finish)).toBe(finish);
    expect(stricter(now, finish)).toBe(now);
    expect(stricter(finish, error)).toBe(finish);
    expect(stricter(error, now)).toMatchObject({ kind: 'now', reason: 'error' });
    expect(stricter(now, ROOT_REPLACED)).toMatchObject({ kind: 'leave', reason: 'root-replaced' });
  });
});

describe('a stop watch', () => {
  const open: StopWatch[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'incumbent-test-'));
  let hasNews = false;
  afterEach(() => {
    hasNews = false;
    for (const watch of open.splice(0)) {
      watch.close();
    }
  });
  afterAll(() => removeFolder(directory));

  function watching(
    look: () => Promise<StopOrder | null>,
    where = directory,
    trials: readonly TrialStop[] = [],
  ): StopWatch {
    const watch = createStopWatch({
      directory: where,
      look: async () => ({ order: await look(), trials }),
      hasNews: () => hasNews,
    });
    open.push(watch);
    return watch;
  }

  it('sees what comes to stand in the root, with events and without', async () => {
    for (const where of [directory, '/nowhere/at/all']) {
      let order: StopOrder | null = null;
      const watch = watching(async () => order, where);
      expect(watch.order).toBeNull();
      order = orderOf(stop({}));
      await waitUntil(() => watch.order !== null);
      expect(watch.order?.kind).toBe('finish');
    }
  });

  it('tells listeners at once what is there and what becomes stricter, until they forget it', () => {
    const watch = watching(async () => null);
    const heard: string[] = [];
    watch.give(orderOfSignal('SIGINT', 1));
    const forget = watch.onOrder(({ kind }) => heard.push(kind));
    watch.give(orderOfSignal('SIGINT', 1));
    watch.give(orderOfSignal('SIGINT', 2));
    forget();
    watch.give(ROOT_REPLACED);
    expect(heard).toEqual(['finish', 'now']);
  });

  it('cuts a pause of ten minutes short when an order comes, and each after it', async () => {
    const watch = watching(async () => null);
    const pause = watch.pause(600_000);
    watch.give(orderOfSignal('SIGTERM', 1));
    await expect(pause).resolves.toBeUndefined();
    await expect(watch.pause(600_000)).resolves.toBeUndefined();
  });

  it('tells of a trial that is to be stopped alone once, also where its turn comes later', async () => {
    const trials: TrialStop[] = [];
    const watch = watching(async () => null, directory, trials);
    const heard: string[] = [];
    const hear = (attempt: number) =>
      watch.onTrialStop({ trial: '7', attempt }, ({ by }) => heard.push(`${attempt} by ${by}`));
    const forget = hear(1);
    trials.push({ trial: '7', attempt: 1, by: 'a' }, { trial: '7', attempt: 2, by: 'b' });
    await watch.look();
    await watch.look();
    expect(heard).toEqual(['1 by a']);
    forget();
    hear(2);
    hear(3);
    expect(heard).toEqual(['1 by a', '2 by b']);
    expect(watch.order).toBeNull();
  });

  it('looks at a glance only where there are news', async () => {
    let looks = 0;
    const watch = watching(async () => {
      looks += 1;
      return null;
    }, '/nowhere/at/all');
    await watch.glance();
    expect(looks).toBe(0);
    hasNews = true;
    await watch.glance();
    expect(looks).toBe(1);
  });

  it('outlives a look that fails', async () => {
    let looks = 0;
    const watch = watching(async () => {
      looks += 1;
      if (looks === 1) {
        throw new Error('the disk is away');
      }
      return orderOf(stop({ kind: 'now' }));
    });
    await waitUntil(() => watch.order?.kind === 'now');
    expect(looks).toBeGreaterThan(1);
  });
});

describe('orders in a root', () => {
  const root = mkdtempSync(join(tmpdir(), 'incumbent-test-'));
  afterAll(() => rmSync(root, { recursive: true }));

  it('bind the workers that registered before, and let a root be away for a moment', async () => {
    mkdirSync(join(root, '.incumbent', 'control'), { recursive: true });
    let seconds = 0;
    let sight: RootSight = 'ours';
    const clock = { now: () => new Date(0), monotonic: () => seconds };
    const orders = (generation: number) =>
      ordersInRoot({ session: { lookAtRoot: () => sight }, root, generation, clock });
    const [old, later] = [orders(0), orders(1)];
    await requestStop(root, { kind: 'finish', by: 'a test' });
    expect([old.hasNews(), later.hasNews()]).toEqual([true, false]);
    expect(await old.look()).toMatchObject({ order: { kind: 'finish' } });
    expect(old.hasNews()).toBe(false);
    expect((await later.look()).order).toBeNull();
    sight = 'gone';
    expect((await later.look()).order).toBeNull();
    seconds = 2;
    expect((await later.look()).order).toBeNull();
    sight = 'unknown';
    expect((await later.look()).order).toBeNull();
    sight = 'gone';
    seconds = 4;
    expect((await later.look()).order).toBeNull();
    seconds = 7;
    expect((await later.look()).order).toBe(ROOT_REPLACED);
    sight = 'replaced';
    expect((await orders(1).look()).order).toBe(ROOT_REPLACED);
  });
});
