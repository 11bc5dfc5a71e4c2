import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { installWriteHook, type WriteCall, type WriteHook } from '#core/platform/write-port.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import type { Claim, Reservation } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { type DiskChange, recordChanges } from '#test/chaos/support/simulated-disk.ts';
import { space } from '../run-fixture.ts';

/** A worker of a model: a real session that is killed by refusing all that it writes from some moment on. */
export type Actor = {
  readonly name: string;
  readonly session: WorkerSession;
  readonly claims: Claim[];
  readonly reservations: Reservation[];
  /** How many more writes succeed; null for as many as it likes. */
  writesLeft: number | null;
  isDead: boolean;
  /** Taken for dead by others as long as it does nothing. */
  isAsleep: boolean;
};

type Mortal = Pick<Actor, 'isDead' | 'writesLeft'>;

/** All actors share a process; which of them is writing is told by the context of the call. */
const acting = new AsyncLocalStorage<Mortal>();

/** Seconds after which the lock of a dead actor is broken. Nobody waits while he holds it. */
const LOCK_LEASE = 0.02;

/** Watches the writes of this process until the returned function is called. */
export function watchWrites(changes: DiskChange[]): () => void {
  const recorder = recordChanges(changes);
  installWriteHook({
    before: (step, call) => {
      dieInTime(step, call, recorder);
      recorder.before(step, call);
    },
    after: recorder.after,
  });
  return () => installWriteHook(null);
}

function dieInTime(step: string, call: WriteCall, recorder: WriteHook): void {
  const actor = acting.getStore();
  if (actor === undefined) {
    return;
  }
  if (actor.isDead) {
    throw new Error('the dead write nothing');
  }
  if (actor.writesLeft === 0) {
    actor.isDead = true;
    writeHalf(step, call, recorder);
    throw new Error('killed');
  }
  actor.writesLeft = actor.writesLeft === null ? null : actor.writesLeft - 1;
}

function writeHalf(step: string, call: WriteCall, recorder: WriteHook): void {
  if (call.kind === 'write') {
    const bytes = call.bytes.subarray(0, Math.floor(call.bytes.length / 2));
    writeSync(call.descriptor, bytes);
    recorder.after(step, { ...call, bytes }, undefined);
  }
}

/** A new actor; null where it was killed while it joined. */
export async function join(root: string, name: string, writesLeft: number | null): Promise<Actor | null> {
  const mortal: Mortal = { isDead: false, writesLeft };
  const session = await asActor(mortal, () =>
    openSession(root, name, { publish: createTextReports(root, space), lock_lease: LOCK_LEASE }),
  );
  return session === null
    ? null
    : Object.assign(mortal, { name, session, claims: [], reservations: [], isAsleep: false });
}

/** What somebody does; null where it was killed meanwhile. */
export async function asActor<T>(actor: Mortal, act: () => Promise<T>): Promise<T | null> {
  try {
    const answer = await acting.run(actor, act);
    return actor.isDead ? null : answer;
  } catch (thrown) {
    if (actor.isDead) {
      return null;
    }
    throw thrown;
  }
}
