import { systemClock } from '#core/platform/clock.ts';

/** Between two looks at some of the trials that have ended, in seconds; all of them are looked at in this many looks. */
const SWEEP_EVERY = 5;
const SWEEP_LOOKS = 50;
const SWEEP_LEAST = 100;

/**
 * Ids to look at although nothing tells that they changed: a few at a time, all of them in turn. Files of a trial that
 * has ended may be changed by a person all the same.
 */
export function createSweep(known: ReadonlyMap<string, unknown>): () => readonly string[] {
  let ids: Iterator<string> = [][Symbol.iterator]();
  let sweptAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = systemClock.monotonic();
    if (now - sweptAt < SWEEP_EVERY) {
      return [];
    }
    sweptAt = now;
    const swept: string[] = [];
    const most = Math.max(SWEEP_LEAST, known.size / SWEEP_LOOKS);
    for (let next = ids.next(); swept.length < most; next = ids.next()) {
      if (next.done === true) {
        ids = known.keys();
        break;
      }
      swept.push(next.value);
    }
    return swept;
  };
}
