import { join } from 'node:path';
import { installWriteHook } from '#core/platform/write-port.ts';
import { writeSummary } from '#core/report/summary-csv.ts';
import { createTextReports } from '#core/report/text-reports.ts';
import { leaveOutLines } from '#core/state/diagnosis/left-out.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { runLayout } from '#core/state/layout.ts';
import { requestStop } from '#core/state/root/control.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { runDisk } from '#core/state/run-files.ts';
import type {
  Claim,
  EvaluationReport,
  FinishedEvaluation,
  PromoteDecision,
  Reservation,
  SampleDecision,
} from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { createHeartbeat, registerWorker, writeWorkerEnd } from '#core/state/workers/workers.ts';
import { recordOf, sampleOf, space } from '#test/core/state/run-fixture.ts';
import { type DiskChange, recordChanges } from './simulated-disk.ts';

/** What a step that had returned has promised: this result of this trial, from so many changes of the disk on. */
type Promised = { readonly trial: string; readonly loss: number | null; readonly from: number };

export type Story = {
  readonly changes: readonly DiskChange[];
  readonly promised: readonly Promised[];
  /** Every loss that was ever told of a trial. */
  readonly told: ReadonlySet<string>;
};

const RUNG = { kind: 'sample', bracket: 0, rung: 0, fidelity: 1 } as const;

/**
 * Records two workers on a new run in `base/run`: they evaluate, fail, hand back and take over what the other left,
 * promote, wait in a queue, while a person changes the run and stops it. In the end a line is no line, and is left out.
 */
export async function recordStory(base: string): Promise<Story> {
  const changes: DiskChange[] = [];
  const promised: Promised[] = [];
  const told = new Set<string>();
  installWriteHook(recordChanges(changes));
  try {
    await tell(join(base, 'run'), {
      tells: ({ claim, report }) => told.add(`${claim.trial} ${lossOf(report)}`),
      promises: ({ claim, report }) =>
        promised.push({ trial: claim.trial, loss: lossOf(report), from: changes.length }),
    });
  } finally {
    installWriteHook(null);
  }
  return { changes, promised, told };
}

type Listeners = {
  readonly tells: (finished: FinishedEvaluation) => void;
  readonly promises: (finished: FinishedEvaluation) => void;
};

function lossOf(report: EvaluationReport): number | null {
  return report.kind === 'success' ? report.loss : null;
}

async function tell(root: string, listeners: Listeners): Promise<void> {
  await createRun(root, recordOf());
  const [one, two] = [await joinRun(root, 'one'), await joinRun(root, 'two')];
  const report = async (session: WorkerSession, claim: Claim, what = success(claim)) => {
    const finished = { claim, report: what, ended: Date.now(), seconds: 0.5 };
    listeners.tells(finished);
    await session.step({ reports: [finished] });
    listeners.promises(finished);
  };
  await report(one, await begin(one, sampleOf(0.1)));
  await report(two, await begin(two, sampleOf(0.2)), failure());
  const left = await begin(one, sampleOf(0.3));
  await report(two, await takeOver(two, left.trial));
  const handed = await begin(one, sampleOf(0.4));
  await one.handBack(handed, 'the test says so');
  await report(two, await take(two, handed.trial));
  const base = await begin(one, { ...sampleOf(0.5), ...RUNG });
  await report(one, base);
  const raised: PromoteDecision = { kind: 'promote', from: base.trial, bracket: 0, rung: 1, fidelity: 3 };
  const promoted = await begin(two, raised);
  await report(one, await takeOver(one, promoted.trial));
  await two.enqueue(await reserve(two), sampleOf(0.6));
  const [waiting] = two.ledger.inState('pending');
  await report(one, await take(one, waiting?.trial ?? ''));
  await changeRunRecord(root, (record) => ({ ...record, launches: [...record.launches] }));
  await requestStop(root, { kind: 'finish', by: 'a test' });
  await begin(one, sampleOf(0.7));
  await report(two, await begin(two, sampleOf(0.8)));
  await leave(root, two);
  await report(one, await begin(one, sampleOf(0.9)));
  spoil(root, one);
  leaveOutLines(runLayout(root));
}

/** What a disk that lost a part of two lines made of them: its end alone would be a result that nobody told. */
function spoil(root: string, { worker, ledger }: WorkerSession): void {
  const untold = {
    ...{ op: 'report', fence: ledger.lastFence, seq: 10_000, time: 0, trial: '1', attempt: 1, late: false },
    ...{ state: 'success', loss: -1, cost: null, learning_curve: null, error: null },
    ...{ started: 0, ended: 0, seconds: null },
  };
  const line = `{"op":"repo${JSON.stringify(untold)}\n`;
  runDisk.appendFile('journal.append', runLayout(root).journalOf(worker), line);
}

async function joinRun(root: string, worker: string): Promise<WorkerSession> {
  await registerWorker(root, { worker, generation: 0, version: '0', heartbeat: 1, max_evaluations: null });
  createHeartbeat(root, worker).beat();
  const session = await openSession(root, worker, { publish: createTextReports(root, space) });
  await session.repair();
  return session;
}

async function leave(root: string, session: WorkerSession): Promise<void> {
  await session.underLock((ledger) => writeSummary(root, ledger, session.record.settings));
  await session.end('done');
  const ended_at = new Date().toISOString();
  await writeWorkerEnd(root, {
    worker: session.worker,
    ended_at,
    reason: 'stopped',
    because: 'done',
    evaluations: 1,
  });
}

async function reserve(session: WorkerSession): Promise<Reservation> {
  const [reservation] = (await session.step({ decide: () => ({ reserve: 1 }) })).reservations;
  if (reservation === undefined) {
    throw new Error('no number');
  }
  return reservation;
}

async function begin(session: WorkerSession, decision: SampleDecision | PromoteDecision): Promise<Claim> {
  const claim = await session.begin(await reserve(session), decision);
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}

async function take(session: WorkerSession, trial: string): Promise<Claim> {
  const [claim] = (await session.step({ decide: () => ({ take: [trial] }) })).taken;
  if (claim === undefined) {
    throw new Error(`trial ${trial} was not to be had`);
  }
  return claim;
}

async function takeOver(session: WorkerSession, trial: string): Promise<Claim> {
  const requeue = [{ trial, because: 'its worker is gone', counts: true }];
  const [claim] = (await session.step({ decide: () => ({ requeue, take: [trial] }) })).taken;
  if (claim === undefined) {
    throw new Error(`trial ${trial} was not to be had`);
  }
  return claim;
}

/** Losses that a part of would be another loss, and content that fills more than a page of the disk. */
export function success(claim: Claim): EvaluationReport {
  const loss = 1000.25 + claim.number + claim.attempt / 128;
  const extra = { note: 'x'.repeat(5000), list: [1, 2, 3] };
  return { kind: 'success', loss, cost: null, learning_curve: [3, 2, loss], extra, extra_floats: null };
}

function failure(): EvaluationReport {
  const traceback = 'a line of the traceback\n'.repeat(300);
  return { kind: 'failed', error: { type: 'ValueError', message: 'bad', traceback }, cost: null };
}
