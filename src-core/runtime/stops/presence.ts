import type { Clock } from '#core/platform/clock.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { Liveness } from '#core/state/workers/liveness.ts';
import { livingSeconds } from '#core/state/workers/living-time.ts';
import { createWorkerSight, type WorkersSeen } from '#core/state/workers/worker-sight.ts';
import { lifeSpans } from '#core/state/workers/worker-view.ts';

/** Who lives, and for how long the run has been worked on. */
export type Presence = {
  /** Looks again, unless it has looked lately: a step costs the same with many workers. */
  look(ledger: Ledger): Promise<void>;
  /** Looks now and then, also during a long evaluation: only silence that was watched counts. Ends with the answer. */
  watch(ledger: Ledger): () => void;
  readonly liveness: Liveness;
  /** Seconds during which at least one worker lived, over all launches. */
  duration(): number;
};

/** The least time between two looks, in seconds; with many living workers, this time for each of them. */
const LOOK_EVERY_SECONDS = 1;
const LOOK_EVERY_PER_WORKER = 0.1;
/** Such a part of the lease is the most: more often than `watch` looks. */
const LONGEST_PART_OF_LEASE = 1 / 16;
/** Times in a lease: more often than silence between two looks is cut off. */
const LOOKS_A_LEASE = 8;
const LONGEST_INTERVAL_MS = 60_000;

/** @param lease - seconds after which a silent worker of another machine counts as dead. */
export function createPresence(root: string, lease: number, clock: Clock): Presence {
  const sight = createWorkerSight({ root, lease, clock });
  let seen: WorkersSeen = { workers: [], liveness: new Map() };
  let lookedAt = Number.NEGATIVE_INFINITY;
  // The wall clock may be set while this worker lives; the time that passes since it began is not.
  const begun = { wall: clock.now().getTime(), monotonic: clock.monotonic() };
  const now = () => begun.wall + (clock.monotonic() - begun.monotonic) * 1000;

  async function look(ledger: Ledger): Promise<void> {
    if (clock.monotonic() - lookedAt >= pauseBetweenLooks(seen.liveness, lease)) {
      lookedAt = clock.monotonic();
      seen = await sight.look(ledger, new Map());
    }
  }

  function watch(ledger: Ledger): () => void {
    const every = Math.min((lease / LOOKS_A_LEASE) * 1000, LONGEST_INTERVAL_MS);
    // A look that fails tells nothing; the next step meets the same fault.
    const timer = setInterval(() => void look(ledger).catch(() => undefined), every);
    return () => clearInterval(timer);
  }

  return {
    get liveness() {
      return seen.liveness;
    },
    look,
    watch,
    duration: () => livingSeconds(lifeSpans(seen.workers, now())),
  };
}

/** All workers look, so that with many the next of them soon sees what this one has not looked at yet. */
function pauseBetweenLooks(liveness: Liveness, lease: number): number {
  const living = [...liveness.values()].filter((alive) => alive !== false).length;
  const pause = Math.min(living * LOOK_EVERY_PER_WORKER, lease * LONGEST_PART_OF_LEASE);
  return Math.max(LOOK_EVERY_SECONDS, pause);
}
