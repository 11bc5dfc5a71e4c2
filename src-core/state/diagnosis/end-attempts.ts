import type { Finding } from '#core/contract/run/diagnosis.ts';
import type { ReservationInfo } from '../ledger/reservations.ts';
import type { StepPlan } from '../session/step.ts';
import type { WorkerSession } from '../session/worker-session.ts';
import { type Mending, type MendingPorts, workersOf } from './mending.ts';

/** Puts stale trials back or gives them up, and numbers of dead workers back. */
export async function endAttempts(
  { session }: MendingPorts,
  findings: readonly Finding[],
  mending: Mending,
): Promise<readonly string[]> {
  const stale = findings.filter(({ code }) => code === 'stale-trial');
  const dead = new Set(workersOf(findings, 'reservation-left'));
  if (stale.length === 0 && (dead.size === 0 || !mending.all)) {
    return [];
  }
  let plan: Endings = { requeue: [], crash: [], release: [] };
  await session.step({
    decide: (ledger) => {
      const numbers = [...ledger.reservations.values()].filter(
        ({ worker }) => mending.all && dead.has(worker),
      );
      plan = { ...endingsOf(session, stale, mending), release: numbers.map(releaseOf) };
      return plan;
    },
  });
  return [
    ...plan.requeue.map(({ trial }) => `put trial ${trial} back into the queue`),
    ...plan.crash.map(({ trial }) => `gave trial ${trial} up: it counts as crashed`),
    ...plan.release.map(({ number }) => `gave number ${number} back`),
  ];
}

type Endings = Required<Pick<StepPlan, 'requeue' | 'crash' | 'release'>>;

function endingsOf(
  session: WorkerSession,
  stale: readonly Finding[],
  mending: Mending,
): Pick<Endings, 'requeue' | 'crash'> {
  const ends = stale.map((found) => ({ found, end: endOf(session, found, mending) }));
  const named = (end: 'requeue' | 'crash') =>
    ends.flatMap(({ found: { trial, worker }, end: chosen }) =>
      chosen === end && trial !== null ? [{ trial, worker }] : [],
    );
  return {
    requeue: named('requeue').map(({ trial, worker }) => ({ trial, because: deathOf(worker), counts: true })),
    crash: named('crash').map(({ trial, worker }) => ({
      trial,
      message: `Its worker ${worker} died during the evaluation, and it was given up`,
    })),
  };
}

function releaseOf({ number, worker }: ReservationInfo): Endings['release'][number] {
  return { number, worker, because: deathOf(worker) };
}

function deathOf(worker: string | null): string {
  return `worker ${worker} died`;
}

/** What becomes of a stale trial, as the ledger stands under the lock; null leaves it as it is. */
function endOf(
  { ledger, record }: WorkerSession,
  { trial, worker, mend }: Finding,
  { all, requeue, crash }: Mending,
): 'requeue' | 'crash' | null {
  const now = trial === null ? null : ledger.get(trial);
  if (trial === null || now?.state !== 'evaluating' || now.worker !== worker) {
    return null;
  }
  if (crash.includes(trial)) {
    return 'crash';
  }
  if (requeue.includes(trial)) {
    return 'requeue';
  }
  const isHopeless = ledger.requeues(trial) >= record.settings.incumbent.max_requeues;
  return all && mend?.kind === 'mend' ? (isHopeless ? 'crash' : 'requeue') : null;
}
