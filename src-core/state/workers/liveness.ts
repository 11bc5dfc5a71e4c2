import { readFile } from 'node:fs/promises';
import type { Trial } from '#core/contract/run/trial.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { ownIdentity, processLife, sharesProcesses } from '#core/platform/process-identity.ts';
import { runLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReservationInfo } from '../ledger/reservations.ts';
import type { WorkerEntry } from './workers.ts';

/** Whether workers live: true, false, or null where it can't be known yet (another host, first look). */
export type Liveness = ReadonlyMap<string, boolean | null>;

/**
 * One observer's view of who lives. Workers of this machine are known by process id and start time, at once. Others
 * are dead when their heartbeat did not move for the lease, measured by this process's own monotonic clock: no two
 * clocks are compared. Only time during which somebody looked counts: after a suspension, or a disk that was away, a
 * beat that stands still says nothing yet, for its worker may have been held up just as long. What one observer of a
 * process has seen, the others know.
 */
export type LivenessObserver = {
  /** Looks once. `entries` come from a `WorkerList`; `unregistered` are names without a registration file. */
  observe(entries: readonly WorkerEntry[], unregistered?: Iterable<string>): Promise<Liveness>;
  /** How the answer of the last look is known, in words. */
  evidence(entry: WorkerEntry): string;
};

/** `silent`: seconds for which the beat was seen standing still; `moved`: it was seen moving. */
type Sight = { beat: string; lookedAt: number; silent: number; moved: boolean };

/** Between two looks at most this part of the lease counts as silence. */
const COUNTED_GAP = 1 / 4;

/** Per clock, because times of two clocks have nothing to do with each other. */
const seenByProcess = new WeakMap<Clock, Map<string, Sight>>();

function sightsBy(clock: Clock): Map<string, Sight> {
  const sights = seenByProcess.get(clock) ?? new Map<string, Sight>();
  seenByProcess.set(clock, sights);
  return sights;
}

/** @param lease - seconds, the run's setting. */
export function createLivenessObserver(
  root: string,
  lease: number,
  clock: Clock = systemClock,
): LivenessObserver {
  const layout = runLayout(root);
  const sights = sightsBy(clock);

  async function observeBeat(worker: string): Promise<boolean | null> {
    const beat = await readFile(layout.beat(worker), 'utf8').catch(() => '');
    const now = clock.monotonic();
    const sight = sights.get(layout.beat(worker));
    if (sight === undefined) {
      sights.set(layout.beat(worker), { beat, lookedAt: now, silent: 0, moved: false });
      return null;
    }
    if (sight.beat === beat) {
      sight.silent += Math.min(now - sight.lookedAt, lease * COUNTED_GAP);
    } else {
      Object.assign(sight, { beat, silent: 0, moved: true });
    }
    sight.lookedAt = now;
    return sight.silent >= lease ? false : sight.moved ? true : null;
  }

  async function observeWorker({ registration, end }: WorkerEntry): Promise<boolean | null> {
    if (end !== null) {
      return false;
    }
    return lifeHere(registration) ?? (await observeBeat(registration.worker));
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

  function evidence({ registration, end }: WorkerEntry): string {
    if (end !== null) {
      return `it said that it left: ${end.because}`;
    }
    const { worker, pid } = registration;
    const here = lifeHere(registration);
    if (here === null) {
      return beatInWords(sights.get(layout.beat(worker)), lease);
    }
    return here
      ? `its process ${pid} runs on this machine`
      : `its process ${pid} is gone from this machine, or the number belongs to another one now`;
  }
  return { observe, evidence };
}

/** Whether a worker's process lives, where that can be told from here; otherwise null. */
export function lifeHere(registration: WorkerEntry['registration']): boolean | null {
  return sharesProcesses(registration, ownIdentity())
    ? processLife(registration.pid, registration.started)
    : null;
}

function beatInWords(sight: Sight | undefined, lease: number): string {
  if (sight === undefined) {
    return 'its heartbeat was not looked at yet';
  }
  return sight.moved && sight.silent < lease
    ? 'its heartbeat moved while this process looked'
    : `its heartbeat stood still for ${Math.floor(sight.silent)} s while this process looked; the lease is ${lease} s`;
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
