import type { Liveness } from '#core/state/workers.ts';

/** Who lives, and for how long the run has been worked on: looked up at most once a second. */
export type Presence = {
  liveness(): Liveness;
  /** Seconds during which at least one worker lived. */
  duration(): number;
};
