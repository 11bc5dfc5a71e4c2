import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunLayout } from '../layout.ts';

/**
 * On a disk of its own machine a hold of the lock takes less than a millisecond, far less than the timers of Node can
 * tell apart. Where it takes longer, as with a sync over a network, most of the wait is left to the caller's own.
 */
const SLEEP_MS = 0.15;
const SPREAD_MS = 0.2;
/** Between two turns of the event loop: a holder in this very process goes on in one of them. */
const LOOKS_A_TURN = 12;
const TURNS = 12;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Looks at a lock that is held for about 40 ms, without taking it, and calls `tryIt` whenever it seems to be free.
 * Sleeps in between: neither a core nor the disk is kept busy by those who wait.
 *
 * @returns whether `tryIt` got it
 */
export async function tryWhenFree(layout: RunLayout, tryIt: () => Promise<boolean>): Promise<boolean> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (let look = 0; look < LOOKS_A_TURN; look += 1) {
      Atomics.wait(sleeper, 0, 0, SLEEP_MS + Math.random() * SPREAD_MS);
      if (existsSync(layout.freeLock) && (await tryIt())) {
        return true;
      }
    }
    await nextTurn();
  }
  return false;
}
