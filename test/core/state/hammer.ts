/**
 * A worker without a pipeline, for tests that run many of them and kill some: evaluates until the run has `total`
 * results. Each evaluation and each step that returned is a line in `evaluations.log` beside the root. The first
 * evaluation lasts until `together` workers are at one, so that none is done before another has begun.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTextReports } from '#core/report/text-reports.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import type { Claim, FinishedEvaluation, StepPlan } from '#core/state/session/step.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import {
  createLivenessObserver,
  type Liveness,
  staleReservations,
  staleTrials,
} from '#core/state/workers/liveness.ts';
import { createWorkerList, newWorkerId, registerWorker } from '#core/state/workers/workers.ts';
import { sampleOf, space } from './run-fixture.ts';

const [root = '', totalText = '0', togetherText = '0'] = process.argv.slice(2);
const [total, together] = [Number(totalText), Number(togetherText)];
const log = join(dirname(root), 'evaluations.log');
const note = (what: string, claim: Claim) =>
  appendFileSync(log, `${what} ${claim.trial} ${claim.attempt} ${process.pid} ${process.hrtime.bigint()}\n`);

const worker = newWorkerId();
await registerWorker(root, { worker, generation: 0, version: 'test', heartbeat: 10, max_evaluations: null });
const session = await openSession(root, worker, { publish: createTextReports(root, space) });
await session.repair();
const workers = createWorkerList(root);
const observer = createLivenessObserver(root, 300);

function plan(ledger: Ledger, liveness: Liveness): StepPlan {
  const because = 'its worker is dead';
  const requeue = staleTrials(ledger, liveness).map(({ trial }) => ({ trial, because, counts: true }));
  const release = staleReservations(ledger, liveness).map(({ number, worker: of }) => ({
    number,
    worker: of,
    because,
  }));
  const waiting = [
    ...requeue.map(({ trial }) => trial),
    ...ledger.inState('pending').map(({ trial }) => trial),
  ];
  if (waiting.length > 0) {
    return { requeue, release, take: waiting.slice(0, 1) };
  }
  return { release, reserve: ledger.evaluations.committed - release.length < total ? 1 : 0 };
}

let areTogether = together === 0;

function workersAtWork(): number {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  return new Set(lines.map((line) => line.split(' ')[3])).size;
}

async function evaluate(claim: Claim): Promise<FinishedEvaluation> {
  note('start', claim);
  while (!areTogether) {
    areTogether = workersAtWork() >= together;
    await sleep(5);
  }
  await sleep(Math.random() * 3);
  note('end', claim);
  const loss = Math.random();
  const report = { kind: 'success', loss, cost: null, learning_curve: null, extra: null } as const;
  return { claim, report, ended: Date.now(), seconds: 0.001 };
}

let reports: readonly FinishedEvaluation[] = [];
for (;;) {
  const liveness = await observer.observe(await workers.refresh());
  const outcome = await session.step({ reports, decide: (ledger) => plan(ledger, liveness) });
  for (const { claim } of reports) {
    note('reported', claim);
  }
  reports = [];
  const [reservation] = outcome.reservations;
  const begun =
    reservation === undefined ? null : await session.begin(reservation, sampleOf(reservation.number / 1000));
  const [claim = begun] = outcome.taken;
  if (claim !== null && claim !== undefined) {
    reports = [await evaluate(claim)];
  } else if (session.ledger.evaluations.completed >= total) {
    break;
  } else {
    await sleep(5);
  }
}
await session.end('all done');
