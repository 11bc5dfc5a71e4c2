import type { Trial } from '#core/contract/trial.ts';
import { comparePositions, type EntryOf, type JournalPosition } from './journal-entry.ts';

type Origin = EntryOf<'sample'> | EntryOf<'promote'>;
type Attempt = JournalPosition & { readonly attempt: number; readonly worker: string; readonly time: number };

/** The journal entries that say something about one trial. */
export type TrialEntry =
  | Origin
  | EntryOf<'claim'>
  | EntryOf<'report'>
  | EntryOf<'requeue'>
  | EntryOf<'hand-back'>
  | EntryOf<'crash'>
  | EntryOf<'reopen'>
  | EntryOf<'delete'>
  | EntryOf<'restore'>;

/**
 * All that the journals say of one trial. Nothing in it depends on the order in which entries arrived: what counts is
 * decided by their positions and flags alone.
 */
export type TrialRecord = {
  readonly trial: string;
  origin: Origin | null;
  attempts: readonly Attempt[];
  /** Attempts that ended without a result. */
  ended: readonly number[];
  /** Those of them that count towards `max_requeues`. */
  counted: readonly number[];
  reports: readonly EntryOf<'report'>[];
  crash: EntryOf<'crash'> | null;
  reopened: JournalPosition | null;
  deleted: JournalPosition | null;
  restored: JournalPosition | null;
};

const NONE: readonly never[] = [];
/** The last moment that a date can hold, in milliseconds. */
const LAST_TIME = 8.64e15;

export function createTrialRecord(trial: string): TrialRecord {
  return {
    trial,
    origin: null,
    attempts: NONE,
    ended: NONE,
    counted: NONE,
    reports: NONE,
    crash: null,
    reopened: null,
    deleted: null,
    restored: null,
  };
}

/** Takes one entry in; the same entry twice changes nothing. */
export function absorb(record: TrialRecord, entry: TrialEntry): void {
  switch (entry.op) {
    case 'sample':
    case 'promote':
      record.origin = earlier(record.origin, entry);
      addAttempt(record, entry);
      return;
    case 'claim':
      addAttempt(record, entry);
      return;
    case 'report':
      if (!record.reports.some((other) => comparePositions(other, entry) === 0)) {
        record.reports = [...record.reports, entry];
      }
      return;
    case 'requeue':
      record.ended = withNumber(record.ended, entry.attempt);
      record.counted = entry.counts ? withNumber(record.counted, entry.attempt) : record.counted;
      return;
    case 'hand-back':
      record.ended = withNumber(record.ended, entry.attempt);
      return;
    case 'crash':
      record.crash = later(record.crash, entry);
      return;
    case 'reopen':
      record.reopened = later(record.reopened, entry);
      return;
    case 'delete':
      record.deleted = later(record.deleted, entry);
      return;
    case 'restore':
      record.restored = later(record.restored, entry);
      return;
  }
}

/** The report that counts: of those that were not late and are newer than the last reopening, the newest. */
export function countingReport(record: TrialRecord): EntryOf<'report'> | null {
  let counting: EntryOf<'report'> | null = null;
  for (const report of record.reports) {
    if (!report.late && isAfter(report, record.reopened)) {
      counting = later(counting, report);
    }
  }
  return counting;
}

/** Where in the order of all results this trial was completed; null while it is not. */
export function completedAt(record: TrialRecord): JournalPosition | null {
  return countingReport(record) ?? countingCrash(record);
}

/**
 * The attempt that stands: the one of the highest fence. A claim that was written under a lock which others had
 * broken has a lower one, whatever its number.
 */
export function lastAttemptOf(record: TrialRecord): Attempt | null {
  return record.attempts.reduce<Attempt | null>(later, null);
}

/** Whether the last word on the trial is that it is deleted. */
export function isDeleted({ deleted, restored }: TrialRecord): boolean {
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
    extra: report?.extra ?? null,
    error: progress.error,
    bracket: origin.bracket,
    rung: origin.rung,
    fidelity: origin.fidelity,
    previous: origin.op === 'promote' ? origin.from : null,
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

function progressOf(report: EntryOf<'report'>): Progress {
  const { state, error, attempt, started, ended } = report;
  return { state, error, attempt, worker: report.by ?? report.writer, started, ended };
}

function progressWithout(record: TrialRecord): Progress {
  const crash = countingCrash(record);
  const last = lastAttemptOf(record);
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
  return last !== null && !record.ended.includes(last.attempt) && isAfter(last, record.reopened);
}

function countingCrash(record: TrialRecord): EntryOf<'crash'> | null {
  return record.crash !== null && isAfter(record.crash, record.reopened) ? record.crash : null;
}

function addAttempt(record: TrialRecord, entry: Origin | EntryOf<'claim'>): void {
  if (entry.attempt === 0) {
    return;
  }
  const { attempt, time, fence, seq } = entry;
  const worker = entry.by ?? entry.writer;
  const same = record.attempts.find((other) => other.attempt === attempt);
  const winner = later(same ?? null, { attempt, worker, time, fence, seq });
  record.attempts = [...record.attempts.filter((other) => other !== same), winner];
}

function withNumber(numbers: readonly number[], number: number): readonly number[] {
  return numbers.includes(number) ? numbers : [...numbers, number];
}

function earlier<T extends JournalPosition>(a: T | null, b: T): T {
  return a === null || comparePositions(b, a) < 0 ? b : a;
}

function later<T extends JournalPosition>(a: T | null, b: T): T {
  return a === null || comparePositions(b, a) > 0 ? b : a;
}

function isAfter(entry: JournalPosition, limit: JournalPosition | null): boolean {
  return limit === null || comparePositions(entry, limit) > 0;
}

/** Null for what is no time: a journal may hold anything. */
function isoTime(milliseconds: number | null): string | null {
  return milliseconds === null || Math.abs(milliseconds) > LAST_TIME
    ? null
    : new Date(milliseconds).toISOString();
}
