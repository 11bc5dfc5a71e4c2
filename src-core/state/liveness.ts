import { readFile } from 'node:fs/promises';
import type { Trial } from '#core/contract/trial.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { isAlive, ownIdentity, sharesProcesses } from '#core/platform/process-identity.ts';
import { runLayout } from './layout.ts';
import type { Ledger } from './ledger.ts';
import type { ReservationInfo } from './reservations.ts';
import type { WorkerEntry } from './workers.ts';

/** Whether workers live: true, false, or null where it can't be known yet (another host, first look). */
export type Liveness = ReadonlyMap<string, boolean | null>;

/**
 * One observer's view of who lives. Workers of this machine are known by process id and start time, at once. Others
 * are dead when their heartbeat did not move for the lease, measured by this observer's own monotonic clock: no two
 * clocks are compared, and a suspended observer starts its waiting anew only for beats it had seen move.
 */
export type LivenessObserver = {
  /** Looks once. `entries` come from a `WorkerList`; `unregistered` are names without a registration file. */
  observe(entries: readonly WorkerEntry[], unregistered?: Iterable<string>): Promise<Liveness>;
};

type Sight = { readonly beat: string; readonly at: number; readonly moved: boolean };

/** @param lease - seconds, the run's setting. */
export function createLivenessObserver(
  root: string,
  lease: number,
  clock: Clock = systemClock,
): LivenessObserver {
  const layout = runLayout(root);
  const sights = new Map<string, Sight>();

  async function observeBeat(worker: string): Promise<boolean | null> {
    const beat = await readFile(layout.beat(worker), 'utf8').catch(() => '');
    const now = clock.monotonic();
    const before = sights.get(worker);
    if (before === undefined || before.beat !== beat) {
      const moved = before !== undefined;
      sights.set(worker, { beat, at: now, moved });
      return moved ? true : null;
    }
    if (now - before.at >= lease) {
      return false;
    }
    return before.moved ? true : null;
  }

  async function observeWorker({ registration, end }: WorkerEntry): Promise<boolean | null> {
    if (end !== null) {
      return false;
    }
    return sharesProcesses(registration, ownIdentity())
      ? isAlive(registration.pid, registration.started)
      : observeBeat(registration.worker);
  }

  async function observe(
    entries: readonly WorkerEntry[],
    unregistered: Iterable<string> = [],
  ): Promise<Liveness> {
    const liveness = new Map<string, boolean | null>();
    for (const entry of entries) {
      liveness.set(entry.registration.worker, await observeWorker(entry));
    }
    for (const worker of unregistered) {
      if (!liveness.has(worker)) {
        liveness.set(worker, await observeBeat(worker));
      }
    }
    return liveness;
  }
  return { observe };
}

/** Evaluating trials whose worker is dead. */
export function staleTrials(ledger: Ledger, liveness: Liveness): readonly Trial[] {
  return ledger
    .inState('evaluating')
    .filter((trial) => trial.worker !== null && liveness.get(trial.worker) === false);
}

/** Reserved numbers whose worker is dead. */
export function staleReservations(ledger: Ledger, liveness: Liveness): readonly ReservationInfo[] {
  return [...ledger.reservations.values()].filter(({ worker }) => liveness.get(worker) === false);
}

/** Workers that hold an evaluating trial or a reservation: whose liveness matters. */
export function workersAtWork(ledger: Ledger): ReadonlySet<string> {
  const trials = ledger.inState('evaluating').map((trial) => trial.worker);
  const reservations = [...ledger.reservations.values()].map(({ worker }) => worker);
  return new Set([...trials, ...reservations].filter((worker) => worker !== null));
}
