import { stat } from 'node:fs/promises';
import type { Clock } from '#core/platform/clock.ts';
import { runLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createLivenessObserver, type Liveness, workersAtWork } from './liveness.ts';
import type { WorkerView } from './worker-view.ts';
import { createWorkerList, type WorkerEntry } from './workers.ts';

export type WorkerSightOptions = {
  readonly root: string;
  readonly clock: Clock;
  /** Seconds without a heartbeat after which a worker of another host counts as dead. */
  readonly lease: number;
};

/** The workers of a run as one observer sees them. */
export type WorkerSight = {
  /**
   * Looks at registrations, end notes and heartbeats.
   *
   * @param lastLine - when a worker wrote its last journal line, in milliseconds since the epoch.
   */
  look(ledger: Ledger, lastLine: ReadonlyMap<string, number>): Promise<WorkersSeen>;
};

export type WorkersSeen = { readonly workers: readonly WorkerView[]; readonly liveness: Liveness };

export function createWorkerSight({ root, clock, lease }: WorkerSightOptions): WorkerSight {
  const list = createWorkerList(root);
  const observer = createLivenessObserver(root, lease, clock);
  const lastBeats = new Map<string, number>();

  /** A dead worker's heartbeat does not move any more, so its time is looked up once. */
  const lastBeat = async (worker: string): Promise<number> => {
    const known = lastBeats.get(worker);
    if (known !== undefined) {
      return known;
    }
    const found = await stat(runLayout(root).beat(worker)).catch(() => null);
    const time = found?.mtimeMs ?? 0;
    lastBeats.set(worker, time);
    return time;
  };

  return {
    look: async (ledger, lastLine) => {
      const atWork = workersAtWork(ledger);
      const entries = await list.refresh(atWork);
      const liveness = await observer.observe(entries, atWork);
      const workers: WorkerView[] = [];
      for (const entry of entries) {
        const { worker } = entry.registration;
        const alive = liveness.get(worker) ?? null;
        const beat = diedSilently(entry, alive) ? await lastBeat(worker) : 0;
        // A file may hold any text in the place of a time.
        const registered = Date.parse(entry.registration.registered_at) || 0;
        const lastSign = Math.floor(Math.max(registered, beat, lastLine.get(worker) ?? 0));
        workers.push({ ...entry, alive, lastSign });
        if (alive !== false) {
          lastBeats.delete(worker);
        }
      }
      return { workers, liveness };
    },
  };
}

function diedSilently(entry: WorkerEntry, alive: boolean | null): boolean {
  return alive === false && entry.end === null;
}
