import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** So long others wait for their turn: a look at a file takes microseconds here, and milliseconds over a network. */
const TURN_SECONDS = 0.008;

/** The breaks of long work. */
export type Pauses = {
  /** To be called after each small piece: lets others have their turn once some milliseconds have passed. */
  next(): Promise<void>;
};

export function createPauses(clock: Pick<Clock, 'monotonic'>): Pauses {
  let since = clock.monotonic();
  return {
    next: async () => {
      if (clock.monotonic() - since > TURN_SECONDS) {
        await nextTurn();
        since = clock.monotonic();
      }
    },
  };
}
