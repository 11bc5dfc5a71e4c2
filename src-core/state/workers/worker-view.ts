import type { WorkerStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { isoTime } from '../iso-time.ts';
import type { LifeSpan } from './living-time.ts';
import type { WorkerEntry } from './workers.ts';

/** A worker together with what was observed of it. */
export type WorkerView = WorkerEntry & {
  /** Null where it can't be known yet; it then counts as alive. */
  readonly alive: boolean | null;
  /** Its last sign of life as its files tell, in milliseconds since the epoch: for those that died without a word. */
  readonly lastSign: number;
};

/** Whether the worker counts as alive when the state of the run is told. */
export function mayLive(worker: WorkerView): boolean {
  return worker.alive !== false;
}

/** The workers for `status`, in the order in which they came. */
export function workerStatuses(
  workers: readonly WorkerView[],
  evaluating: readonly Trial[],
): readonly WorkerStatus[] {
  const trials = new Map(evaluating.map((trial) => [trial.worker, trial.trial]));
  return workers.map(({ registration, end, alive, lastSign }) => ({
    id: registration.worker,
    host: registration.host,
    pid: registration.pid,
    alive,
    trial: alive === false ? null : (trials.get(registration.worker) ?? null),
    started_at: registration.registered_at,
    ended_because: end?.because ?? null,
    ...(alive === false ? { left_at: end?.ended_at ?? isoTime(lastSign) ?? registration.registered_at } : {}),
  }));
}

/** When each worker lived, as far as its files tell; `now` ends those that live. */
export function lifeSpans(workers: readonly WorkerView[], now: number): readonly LifeSpan[] {
  return workers.map(({ registration, end, alive, lastSign }) => {
    const from = Date.parse(registration.registered_at);
    if (end !== null) {
      return { from, to: Date.parse(end.ended_at) };
    }
    return { from, to: alive === false ? lastSign : now };
  });
}
