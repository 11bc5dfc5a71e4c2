import { describe, expect, it } from 'vitest';
import type { RefreshScope } from '#core/readers/reader.ts';
import { createRefreshLoop, DEFAULT_TIMING } from '#core/watch/run/refresh-loop.ts';
import { manualTime } from '../manual-time.ts';

type Look = { readonly at: number; readonly scope: RefreshScope };

/** A loop in manual time whose looks take `takes` milliseconds. */
function loopWith({ takes = 0 } = {}) {
  const time = manualTime();
  const looks: Look[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const loop = createRefreshLoop({
    refresh: async (scope) => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      looks.push({ at: Math.round(time.clock.monotonic() * 1000), scope });
      if (takes > 0) {
        await new Promise<void>((resolve) => void time.schedule(resolve, takes));
      }
      atOnce -= 1;
    },
    timing: DEFAULT_TIMING,
    clock: time.clock,
    schedule: time.schedule,
  });
  return { time, loop, looks, mostAtOnce: () => mostAtOnce };
}

describe('the loop of looks', () => {
  it('looks at everything at each poll and at the living in between, without any event', async () => {
    const { time, loop, looks } = loopWith();
    await time.pass(10_400);
    await loop.stop();
    expect(looks.filter(({ scope }) => scope === 'files').map(({ at }) => at)).toEqual([5000, 10_000]);
    expect(looks.filter(({ scope }) => scope === 'liveness').length).toBeGreaterThanOrEqual(8);
  });

  it('looks soon after an event, and once more when things have settled', async () => {
    const { time, loop, looks } = loopWith();
    loop.event();
    await time.pass(500);
    await loop.stop();
    expect(looks.map(({ scope }) => scope)).toEqual(['files', 'files']);
    expect(looks[0]?.at).toBeLessThan(20);
    expect(looks[1]?.at).toBeGreaterThan(50);
    expect(looks[1]?.at).toBeLessThan(200);
  });

  it('makes at most twenty looks a second of a burst, the last one after its end', async () => {
    const { time, loop, looks } = loopWith();
    for (let at = 0; at < 900; at += 3) {
      loop.event();
      await time.pass(3);
    }
    await time.pass(90);
    await loop.stop();
    expect(looks.length).toBeLessThanOrEqual(21);
    expect(looks.at(-1)?.at).toBeGreaterThan(945);
  });

  it('never looks twice at once, however long a look takes', async () => {
    const { time, loop, looks, mostAtOnce } = loopWith({ takes: 700 });
    for (let at = 0; at < 7000; at += 50) {
      loop.event();
      await time.pass(50);
    }
    const stopped = loop.stop();
    await time.pass(1000);
    await stopped;
    expect(looks.length).toBeGreaterThan(5);
    expect(mostAtOnce()).toBe(1);
  });

  it('answers a request for a look only when a look that began after it is over', async () => {
    const { time, loop, looks } = loopWith({ takes: 100 });
    loop.event();
    await time.pass(20);
    let done = false;
    void loop.look().then(() => {
      done = true;
    });
    await time.pass(100);
    expect(done).toBe(false);
    await time.pass(200);
    expect([done, looks.length]).toEqual([true, 2]);
    const stopped = loop.stop();
    await time.pass(100);
    await stopped;
  });

  it('stops: no timer is left, requests are answered', async () => {
    const { time, loop, looks } = loopWith();
    const asked = loop.look();
    await loop.stop();
    await asked;
    loop.event();
    await loop.look();
    await time.pass(20_000);
    expect([looks.length, time.waiting]).toEqual([0, 0]);
  });
});
