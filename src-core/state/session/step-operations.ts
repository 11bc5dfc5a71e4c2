import { existsSync } from 'node:fs';
import { isCompleted } from '#core/contract/run/trial.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import type { JournalOperation } from '../journal/journal-entry.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AttemptMarks } from '../lock/attempt-marks.ts';
import { leaveMark } from '../run-files.ts';
import type { FinishedEvaluation, StepPlan } from './step.ts';

/** The lines for results that are not in the journal yet. A trial that has its result keeps it. */
export function reportOperations(
  ledger: Ledger,
  reports: readonly FinishedEvaluation[],
): readonly JournalOperation[] {
  return reports
    .filter(({ claim }) => !ledger.hasReport(claim.trial, claim.attempt))
    .map((finished) => reportOperation(finished, hasResult(ledger, finished.claim.trial)));
}

function hasResult(ledger: Ledger, trial: string): boolean {
  const state = ledger.get(trial)?.state;
  return state === 'success' || state === 'failed';
}

function reportOperation(finished: FinishedEvaluation, late: boolean): JournalOperation {
  const { claim, report, ended, seconds } = finished;
  const common = {
    op: 'report' as const,
    trial: claim.trial,
    attempt: claim.attempt,
    late,
    started: claim.started,
    ended,
    seconds,
    cost: report.cost === null ? null : toJsonNumber(report.cost),
  };
  if (report.kind === 'failed') {
    return { ...common, state: 'failed', loss: null, learning_curve: null, extra: null, error: report.error };
  }
  return {
    ...common,
    state: 'success',
    loss: toJsonNumber(report.loss),
    learning_curve: report.learning_curve?.map(toJsonNumber) ?? null,
    extra: asJson(report.extra),
    ...(report.extra_floats == null ? {} : { extra_floats: report.extra_floats }),
    error: null,
  };
}

/** As a reader of the journal will see it, so that the writer's own ledger holds the same. */
function asJson(value: unknown): unknown {
  return value === null || value === undefined ? null : JSON.parse(JSON.stringify(value) ?? 'null');
}

/** Lines that end attempts of others; what no longer fits is left out. */
export function endingOperations(ledger: Ledger, plan: StepPlan): readonly JournalOperation[] {
  return [
    ...(plan.crash ?? []).flatMap(({ trial, message }) => crashOperation(ledger, trial, message)),
    ...(plan.requeue ?? []).flatMap((request) => requeueOperation(ledger, request)),
    ...(plan.restore ?? [])
      .filter((trial) => ledger.isDeleted(trial))
      .map((trial) => ({ op: 'restore', trial }) as const),
  ];
}

/** Lines that delete trials. Their files are the caller's. */
export function deletingOperations(ledger: Ledger, plan: StepPlan): readonly JournalOperation[] {
  return (plan.delete ?? [])
    .filter((trial) => ledger.get(trial) !== null)
    .map((trial) => ({ op: 'delete', trial }) as const);
}

/** Lines that give this worker something to do; what no longer fits is left out. */
export function takingOperations(
  attempts: AttemptMarks,
  ledger: Ledger,
  plan: StepPlan,
): readonly JournalOperation[] {
  return [
    ...[...new Set(plan.take)].flatMap((trial) => takeOperation(attempts, ledger, trial)),
    ...reserveOperations(ledger, plan.reserve ?? 0),
  ];
}

function crashOperation(ledger: Ledger, trial: string, message: string): readonly JournalOperation[] {
  return ledger.get(trial)?.state === 'evaluating'
    ? [{ op: 'crash', trial, attempt: ledger.lastAttempt(trial), message }]
    : [];
}

function requeueOperation(
  ledger: Ledger,
  { trial, because, counts }: { readonly trial: string; readonly because: string; readonly counts: boolean },
): readonly JournalOperation[] {
  const state = ledger.get(trial)?.state ?? null;
  if (state === 'evaluating') {
    return [{ op: 'requeue', trial, attempt: ledger.lastAttempt(trial), because, counts }];
  }
  return state !== null && isCompleted(state) ? [{ op: 'reopen', trial, because }] : [];
}

function takeOperation(attempts: AttemptMarks, ledger: Ledger, trial: string): readonly JournalOperation[] {
  return ledger.get(trial)?.state === 'pending'
    ? [{ op: 'claim', trial, attempt: attempts.create(trial, ledger.lastAttempt(trial)) }]
    : [];
}

function reserveOperations(ledger: Ledger, count: number): readonly JournalOperation[] {
  return Array.from({ length: count }, (_, index) => ({
    op: 'reserve' as const,
    number: ledger.lastNumber + 1 + index,
  }));
}

/**
 * Takes numbers from dead workers. The mark forbids the owner, should it only have slept, to use the number from now
 * on; what it did before is found by reading the journals once more after the mark.
 */
export function releaseOperations(
  layout: RunLayout,
  plan: StepPlan,
  refreshed: () => Ledger,
): readonly JournalOperation[] {
  const releases = plan.release ?? [];
  if (releases.length === 0) {
    return [];
  }
  for (const { number } of releases) {
    leaveMark('taken-back.create', layout.takenBack(number));
  }
  const held = [...refreshed().reservations.values()];
  return releases
    .filter(({ number, worker }) => held.some((other) => other.number === number && other.worker === worker))
    .map(({ number, worker, because }) => ({ op: 'release' as const, number, of: worker, because }));
}

/** Whether others took a reserved number back: see {@link releaseOperations}. */
export function wasTakenBack(layout: RunLayout, number: number): boolean {
  return existsSync(layout.takenBack(number));
}
