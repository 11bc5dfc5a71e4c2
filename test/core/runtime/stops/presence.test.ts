import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPresence } from '#core/runtime/stops/presence.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { registerWorker } from '#core/state/workers/workers.ts';
import { temporaryRun } from '#test/core/state/run-fixture.ts';

let run: { readonly root: string; remove(): void };

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => {
  vi.useRealTimers();
  run.remove();
});

const NOON = Date.parse('2026-01-31T12:00:00.000Z');
const own = { worker: 'own', generation: 0, version: '0', heartbeat: 1, max_evaluations: null };

/** A wall clock that can be set, and a monotonic one that can not. */
function clocks() {
  const time = { wall: NOON, monotonic: 0 };
  const clock = { now: () => new Date(time.wall), monotonic: () => time.monotonic };
  return { time, clock };
}

describe('the time for which a run was worked on', () => {
  it.each([3600, -3600])('does not jump with the wall clock: set by %s s', async (jump) => {
    const { time, clock } = clocks();
    await registerWorker(run.root, own, clock);
    const presence = createPresence(run.root, 300, clock);
    await presence.look(createLedger());
    time.monotonic += 10;
    time.wall += (10 + jump) * 1000;
    expect(presence.duration()).toBe(10);
  });
});

describe('who lives', () => {
  it('is looked at during a long evaluation too, so that a death elsewhere is known at its end', async () => {
    const { time, clock } = clocks();
    await registerWorker(run.root, { ...own, worker: 'far' }, clock);
    const registration = runLayout(run.root).registration('far');
    const far = { ...own, worker: 'far', host: 'far', pid: 1, started: null, space: '', registered_at: 'x' };
    writeFileSync(registration, JSON.stringify(far));
    const presence = createPresence(run.root, 8, clock);
    const unwatch = presence.watch(createLedger());
    expect(presence.liveness.get('far')).toBeUndefined();
    await vi.waitFor(
      () => {
        time.monotonic += 1;
        expect(presence.liveness.get('far')).toBe(false);
      },
      { timeout: 60_000, interval: 500 },
    );
    unwatch();
  });
});
