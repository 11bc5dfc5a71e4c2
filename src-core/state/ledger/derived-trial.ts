import type { Trial } from '#core/contract/run/trial.ts';
import { isoTime } from '../iso-time.ts';
import type { EntryOf } from '../journal/journal-entry.ts';
import { isAfter, type JournalPosition, later } from '../journal/journal-position.ts';
import type { Attempt, Report, TrialRecord } from '../trials/trial-record.ts';

/** The report that counts: of those that were not late and are newer than the last reopening, the newest. */
export function countingReport(record: TrialRecord): Report | null {
  let counting: Report | null = null;
  for (const report of record.reports) {
    if (!report.late && isAfter(report, record.turns.reopened)) {
      counting = later(counting, report);
    }
  }
  return counting;
}

/** Where in the order of all results this trial was completed; null while it is not. */
export function completedAt(record: TrialRecord): JournalPosition | null {
  return countingReport(record) ?? countingCrash(record);
}

/** Whether the last word on the trial is that it is deleted. */
export function isDeleted({ turns: { deleted, restored } }: TrialRecord): boolean {
  return deleted !== null && isAfter(deleted, restored);
}

/** The trial as everyone sees it; null as long as the entry that created it was not read, or once it is deleted. */
export function deriveTrial(record: TrialRecord): Trial | null {
  const { origin } = record;
  if (origin === null || isDeleted(record)) {
    return null;
  }
  const report = countingReport(record);
  const progress = report === null ? progressWithout(record) : progressOf(report);
  // Written out, not spread: there is one such object a trial, and a hundred thousand trials are usual.
  return {
    trial: record.trial,
    state: progress.state,
    config: origin.config,
    loss: report === null ? null : report.loss,
    cost: report === null ? null : report.cost,
    learning_curve: report === null ? null : report.learning_curve,
    extra: report === null ? null : report.extra,
    error: progress.error,
    bracket: origin.bracket,
    rung: origin.rung,
    fidelity: origin.fidelity,
    previous: origin.from,
    attempt: progress.attempt,
    worker: progress.worker,
    sampled_at: isoTime(origin.time),
    started_at: isoTime(progress.started),
    ended_at: isoTime(progress.ended),
  };
}

/** What attempts and their ends make of a trial. */
type Progress = Pick<Trial, 'state' | 'error' | 'attempt' | 'worker'> & {
  readonly started: number | null;
  readonly ended: number | null;
};

function progressOf({ state, error, attempt, worker, started, ended }: Report): Progress {
  return { state, error, attempt, worker, started, ended };
}

function progressWithout(record: TrialRecord): Progress {
  const crash = countingCrash(record);
  const { last } = record;
  const evaluated = crash !== null || isLive(record, last) ? last : null;
  return {
    state: crash !== null ? 'crashed' : evaluated !== null ? 'evaluating' : 'pending',
    error: crash === null ? null : { type: 'Crashed', message: crash.message, traceback: '' },
    attempt: last?.attempt ?? 0,
    worker: evaluated?.worker ?? null,
    started: evaluated?.time ?? null,
    ended: crash?.time ?? null,
  };
}

function isLive(record: TrialRecord, last: Attempt | null): boolean {
  const { ended, reopened } = record.turns;
  return last !== null && !ended.includes(last.attempt) && isAfter(last, reopened);
}

function countingCrash({ turns: { crash, reopened } }: TrialRecord): EntryOf<'crash'> | null {
  return crash !== null && isAfter(crash, reopened) ? crash : null;
}
