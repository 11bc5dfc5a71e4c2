import { statSync } from 'node:fs';
import type { Clock } from '#core/platform/clock.ts';
import { livingSeconds } from '#core/readers/living-time.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLivenessObserver, type Liveness } from '#core/state/liveness.ts';
import { createWorkerList, type WorkerEntry } from '#core/state/workers.ts';

/** Who lives, and for how long the run has been worked on. */
export type Presence = {
  /** Looks again, unless it has looked within the last second. `known` are workers that the journal names. */
  look(known: ReadonlySet<string>): Promise<void>;
  readonly liveness: Liveness;
  /** Seconds during which at least one worker lived, over all launches. */
  duration(): number;
};

const LOOK_EVERY_SECONDS = 1;

/** @param lease - seconds after which a silent worker of another machine counts as dead. */
export function createPresence(root: string, lease: number, clock: Clock): Presence {
  const layout = runLayout(root);
  const list = createWorkerList(root);
  const observer = createLivenessObserver(root, lease, clock);
  let entries: readonly WorkerEntry[] = [];
  let liveness: Liveness = new Map();
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** The last sign of a worker that left without a word is its heartbeat. */
  function livedUntil({ registration, end }: WorkerEntry, now: number): number {
    if (end !== null) {
      return Date.parse(end.ended_at);
    }
    return liveness.get(registration.worker) === false
      ? (statSync(layout.beat(registration.worker), { throwIfNoEntry: false })?.mtimeMs ?? 0)
      : now;
  }

  return {
    get liveness() {
      return liveness;
    },
    async look(known) {
      if (clock.monotonic() - lookedAt < LOOK_EVERY_SECONDS) {
        return;
      }
      lookedAt = clock.monotonic();
      entries = await list.refresh(known);
      liveness = await observer.observe(entries, known);
    },
    duration() {
      const now = clock.now().getTime();
      return livingSeconds(
        entries.map((entry) => ({
          from: Date.parse(entry.registration.registered_at),
          to: livedUntil(entry, now),
        })),
      );
    },
  };
}
