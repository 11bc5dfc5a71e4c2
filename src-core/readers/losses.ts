import type { Clock } from '#core/platform/clock.ts';

/** Seconds in which nothing more may go before what is missing counts as deleted. */
const QUIET = 3;

/**
 * Tells a trial that somebody deleted from a whole directory that is just being deleted: that goes bit by bit, and until
 * it is gone as a whole, the run is shown as it was.
 */
export type Losses = {
  /** Whether so many parts that were there before are gone for good: for a while no more of them went. */
  areSettled(missing: number): boolean;
};

export function createLosses(clock: Clock): Losses {
  let known = 0;
  let since = 0;
  return {
    areSettled: (missing) => {
      const now = clock.monotonic();
      if (missing !== known) {
        known = missing;
        since = now;
      }
      return missing === 0 || now - since >= QUIET;
    },
  };
}
