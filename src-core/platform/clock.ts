import { setImmediate as nextTurn } from 'node:timers/promises';

/** Time as an argument, so that tests can set the clock back and readers can hold two observations apart. */
export type Clock = {
  /** Wall-clock time, for people. It may jump; nothing is decided by it. */
  now(): Date;
  /** Seconds since an arbitrary moment of this process; never goes back. */
  monotonic(): number;
};

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now() / 1000,
};

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

/** Does work that can be left off, with room for others between its steps. */
export async function bySteps<Result>(steps: Generator<void, Result, void>, pauses: Pauses): Promise<Result> {
  let step = steps.next();
  while (step.done !== true) {
    await pauses.next();
    step = steps.next();
  }
  return step.value;
}
