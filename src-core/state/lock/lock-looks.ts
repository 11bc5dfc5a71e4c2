import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunLayout } from '../layout.ts';

/**
 * On a disk of its own machine a hold of the lock takes less than a millisecond, which the timers of Node cannot tell
 * apart: the first looks stop the thread for that long. Two of them find the lock free if one other worker had it.
 */
const QUICK_LOOKS = 3;
const QUICK_MS = 0.15;
const QUICK_SPREAD_MS = 0.2;

/** After the quick looks the time between two looks doubles, from the first of these to the second, in milliseconds. */
const SHORTEST_SLEEP_MS = 1;
const LONGEST_SLEEP_MS = 16;
/** A round of looks: about 80 ms. After it the caller looks at the holder. */
const SLEEPS = 9;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Looks at a lock that is held for a round, without taking it, and calls `tryIt` whenever it seems to be free. The
 * thread and the disk are idle between two looks, and the looks become fewer: many who wait cost the holder nothing.
 *
 * @param quick whether to begin with looks that stop the thread for a part of a millisecond
 * @returns whether `tryIt` got it
 */
export async function tryWhenFree(
  layout: RunLayout,
  tryIt: () => Promise<boolean>,
  quick: boolean,
): Promise<boolean> {
  const look = async () => existsSync(layout.freeLock) && (await tryIt());
  for (let done = 0; quick && done < QUICK_LOOKS; done += 1) {
    Atomics.wait(sleeper, 0, 0, QUICK_MS + Math.random() * QUICK_SPREAD_MS);
    if (await look()) {
      return true;
    }
  }
  let pause = quick ? SHORTEST_SLEEP_MS : LONGEST_SLEEP_MS;
  for (let done = 0; done < SLEEPS; done += 1) {
    // Spread, so that workers that began to wait together do not look together.
    await sleep(pause * (0.5 + Math.random() / 2));
    if (await look()) {
      return true;
    }
    pause = Math.min(pause * 2, LONGEST_SLEEP_MS);
  }
  return false;
}
