import type { Clock } from '#core/platform/clock.ts';
import { createWorkerSight, type WorkersSeen } from '#core/readers/incumbent/worker-sight.ts';
import { lifeSpans } from '#core/readers/incumbent/worker-view.ts';
import { livingSeconds } from '#core/readers/living-time.ts';
import type { Ledger } from '#core/state/ledger.ts';
import type { Liveness } from '#core/state/liveness.ts';

/** Who lives, and for how long the run has been worked on. */
export type Presence = {
  /** Looks again, unless it has looked within the last second: a step costs the same with many workers. */
  look(ledger: Ledger): Promise<void>;
  readonly liveness: Liveness;
  /** Seconds during which at least one worker lived, over all launches. */
  duration(): number;
};

const LOOK_EVERY_SECONDS = 1;

/** @param lease - seconds after which a silent worker of another machine counts as dead. */
export function createPresence(root: string, lease: number, clock: Clock): Presence {
  const sight = createWorkerSight({ root, lease, clock });
  let seen: WorkersSeen = { workers: [], liveness: new Map() };
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    get liveness() {
      return seen.liveness;
    },
    async look(ledger) {
      if (clock.monotonic() - lookedAt >= LOOK_EVERY_SECONDS) {
        lookedAt = clock.monotonic();
        seen = await sight.look(ledger, new Map());
      }
    },
    duration: () => livingSeconds(lifeSpans(seen.workers, clock.now().getTime())),
  };
}
