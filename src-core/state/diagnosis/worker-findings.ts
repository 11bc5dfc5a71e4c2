import type { DiagnosedWorker, Finding } from '#core/contract/run/diagnosis.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { RunRecord } from '../root/run-record.ts';
import { type Liveness, lifeHere, staleReservations } from '../workers/liveness.ts';
import type { WorkerEntry } from '../workers/workers.ts';
import { below, byMending, finding } from './finding.ts';
import { staleEvidence } from './stale-evidence.ts';

/** Workers as one look saw them. */
export type WorkersSight = {
  readonly entries: readonly WorkerEntry[];
  readonly liveness: Liveness;
  /** When the heartbeat of each moved last. */
  readonly beats: ReadonlyMap<string, string | null>;
  /** How the life of a worker is known, in words. */
  evidence(entry: WorkerEntry): string;
};

/** Those that have not said that they left. */
export function workersWithoutEnd({
  entries,
  liveness,
  beats,
  evidence,
}: WorkersSight): readonly DiagnosedWorker[] {
  return entries
    .filter(({ end }) => end === null)
    .map((entry) => ({
      id: entry.registration.worker,
      host: entry.registration.host,
      pid: entry.registration.pid,
      alive: liveness.get(entry.registration.worker) ?? null,
      known_by: evidence(entry),
      heartbeat_at: beats.get(entry.registration.worker) ?? null,
    }));
}

/** A worker that can never come back: its process was on this machine and is gone. */
export function isGoneForGood({ registration, end }: WorkerEntry): boolean {
  return end === null && lifeHere(registration) === false;
}

export type WorkerFindingsInput = {
  readonly layout: RunLayout;
  readonly record: RunRecord;
  readonly ledger: Ledger;
  readonly workers: WorkersSight;
};

/** What dead workers left behind: trials, reserved numbers, registrations. */
export function workerFindings(input: WorkerFindingsInput): readonly Finding[] {
  const { ledger, workers } = input;
  return [
    ...ledger.inState('evaluating').flatMap((trial) => evaluatingTrial(input, trial)),
    ...staleReservations(ledger, workers.liveness).map(({ number, worker }) =>
      reservationLeft(number, worker),
    ),
    ...workers.entries.flatMap((entry) => registrationFindings(input, entry)),
  ];
}

function evaluatingTrial(input: WorkerFindingsInput, evaluated: Trial): readonly Finding[] {
  const { trial, worker } = evaluated;
  const { workers } = input;
  const alive = worker === null ? true : (workers.liveness.get(worker) ?? null);
  if (worker === null || alive === true) {
    return [];
  }
  const entry = workers.entries.find(({ registration }) => registration.worker === worker);
  const known =
    entry === undefined ? 'it has no registration, and no heartbeat for the lease' : workers.evidence(entry);
  const where =
    entry === undefined ? '' : ` (process ${entry.registration.pid} on ${entry.registration.host})`;
  if (alive === null) {
    return [
      finding({
        code: 'worker-unknown',
        severity: 'note',
        message: `Trial ${trial} is evaluated by worker ${worker}${where}; whether that lives can't be known yet`,
        evidence: [known],
        trial,
        worker,
        mend: { kind: 'wait', does: 'looks at its heartbeat for as long as the lease' },
        options: ['--wait'],
      }),
    ];
  }
  return [staleTrial(input, { evaluated, worker, where, known })];
}

type Stale = {
  readonly evaluated: Trial;
  readonly worker: string;
  readonly where: string;
  readonly known: string;
};

function staleTrial(
  { layout, record, ledger, workers }: WorkerFindingsInput,
  { evaluated, worker, where, known }: Stale,
): Finding {
  const { trial } = evaluated;
  const { requeue, max_requeues } = record.settings.incumbent;
  const requeues = ledger.requeues(trial);
  const isHopeless = requeues >= max_requeues;
  const choices = [`--requeue ${trial}`, `--crash ${trial}`];
  const what = isHopeless ? 'gives it up (crashed)' : 'puts it back into the queue';
  return finding({
    code: 'stale-trial',
    severity: 'warning',
    message: `Trial ${trial} is evaluating, but its worker ${worker}${where} is dead`,
    evidence: [
      known,
      ...staleEvidence({ layout, ledger, trial: evaluated, beat: workers.beats.get(worker) ?? null }),
      `its workers died ${requeues + 1} times; max_requeues is ${max_requeues}`,
    ],
    trial,
    worker,
    mend:
      requeue === 'ask'
        ? { kind: 'choose', does: 'requeue is `ask`: a person decides' }
        : { kind: 'mend', does: `${what}, as the next worker does by itself` },
    options: requeue === 'ask' ? choices : ['--mend', ...choices],
  });
}

function reservationLeft(number: number, worker: string): Finding {
  return finding({
    code: 'reservation-left',
    severity: 'note',
    message: `Number ${number} is set aside for worker ${worker}, which is dead`,
    worker,
    ...byMending('gives the number back, as the next worker does by itself'),
  });
}

function registrationFindings(
  { layout, record, workers }: WorkerFindingsInput,
  entry: WorkerEntry,
): readonly Finding[] {
  const { worker, run_id, host, pid } = entry.registration;
  const path = below(layout, layout.registration(worker));
  if (run_id !== undefined && run_id !== record.run_id) {
    return [
      finding({
        code: 'other-run',
        severity: 'error',
        message: `Everything in .incumbent belongs to run ${record.run_id}; worker ${worker} registered for run ${run_id}`,
        evidence: [`${path} names another run than ${below(layout, layout.record)}`],
        path,
        worker,
        mend: {
          kind: 'hand',
          does: 'two runs were copied over each other, or run.yaml was replaced: bring the right one back from a backup',
        },
      }),
    ];
  }
  if (entry.end !== null || workers.liveness.get(worker) !== false) {
    return [];
  }
  return [
    finding({
      code: 'worker-died',
      severity: 'note',
      message: `Worker ${worker} (process ${pid} on ${host}) died without a word`,
      evidence: [workers.evidence(entry)],
      path,
      worker,
      // One that only slept elsewhere would be declared dead for good.
      ...(isGoneForGood(entry) ? byMending('notes its end beside its registration') : {}),
    }),
  ];
}
