import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { stopRun } from '#core/engine/runs/stop-run.ts';
import { systemClock } from '#core/platform/clock.ts';
import { runLayout } from '#core/state/layout.ts';
import { newRun, removeRun, writerOf } from '#test/core/readers/run-directory.ts';

const NOON = new Date('2026-01-31T12:00:00.000Z');
const launch = {
  at: NOON.toISOString(),
  host: 'here',
  by: 'test',
  version: '0.1.0',
  workers: 1,
  set: [],
  file: null,
  yaml: '',
};

let root: string;
beforeEach(async () => {
  root = await newRun({ record: { launches: [launch] } });
});
afterEach(() => removeRun(root));

const stop = (now: () => Date) => stopRun({ root, now: false, by: 'a test', clock: { ...systemClock, now } });

it('a stop binds a worker once, also one that registers while it is looked who is there', async () => {
  let hasCome = false;
  const { bound, starting } = await stop(() => {
    if (!hasCome) {
      hasCome = true;
      writerOf(root, 'late').registerAlive();
    }
    return NOON;
  });
  expect([bound.length, starting, hasCome]).toEqual([0, 1, true]);
  expect(existsSync(runLayout(root).stop(1))).toBe(true);
  const again = await stop(() => NOON);
  expect([again.bound.map(({ worker }) => worker), again.starting]).toEqual([['late'], 0]);
});

it('nothing is written where a launch has failed to bring its workers', async () => {
  const { bound, starting } = await stop(() => new Date(NOON.getTime() + 61_000));
  expect([bound, starting]).toEqual([[], 0]);
  expect(existsSync(runLayout(root).stop(1))).toBe(false);
});
