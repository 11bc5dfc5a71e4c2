import type { FloatRuns } from '#core/config/values/float-runs.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { EntryOf } from '../journal/journal-entry.ts';
import { comparePositions, earlier, type JournalPosition, later } from '../journal/journal-position.ts';
import type { PlacedTrial } from '../ledger/completed-list.ts';

/** An attempt of a trial; the numbers of attempts start at 1. */
export type Attempt = JournalPosition & {
  readonly attempt: number;
  readonly worker: string;
  readonly time: number;
};

/** How a trial came about: a number that `writer` had reserved became it. Its first attempt too, unless that is 0. */
type Origin = Attempt &
  Pick<Trial, 'config' | 'bracket' | 'rung' | 'fidelity'> & {
    readonly writer: string;
    readonly reservation: number;
    /** The trial that it continues; null where it was not promoted. */
    readonly from: string | null;
  };

/** The result of an attempt. */
export type Report = JournalPosition &
  Pick<EntryOf<'report'>, 'state' | 'loss' | 'cost' | 'learning_curve' | 'extra' | 'error'> & {
    readonly attempt: number;
    readonly late: boolean;
    /** Who evaluated, and who wrote the line: the same but in a journal that was rebuilt. */
    readonly worker: string;
    readonly writer: string;
    readonly extra_floats: FloatRuns | null;
    readonly started: number;
    readonly ended: number;
    readonly seconds: number | null;
  };

type OriginEntry = EntryOf<'sample'> | EntryOf<'promote'>;

/** The journal entries that say something about one trial. */
export type TrialEntry =
  | OriginEntry
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
 * decided by their positions and flags alone. There are a hundred thousand of these in a long run, so it keeps no more
 * than it needs, and what few trials have apart.
 */
export type TrialRecord = {
  readonly trial: string;
  origin: Origin | null;
  /**
   * The attempt that stands: the one of the highest fence. A claim that was written under a lock which others had
   * broken has a lower one, whatever its number.
   */
  last: Attempt | null;
  reports: readonly Report[];
  turns: Turns;
  /** The trial as it was shown last. */
  placed: PlacedTrial | null;
};

/** What did not go straight on from a trial's beginning to its result. */
type Turns = {
  /** Attempts that ended without a result. */
  readonly ended: readonly number[];
  /** Those of them that count towards `max_requeues`. */
  readonly counted: readonly number[];
  readonly crash: EntryOf<'crash'> | null;
  readonly reopened: JournalPosition | null;
  readonly deleted: JournalPosition | null;
  readonly restored: JournalPosition | null;
};

const NONE: readonly never[] = [];
const NO_TURNS: Turns = {
  ended: NONE,
  counted: NONE,
  crash: null,
  reopened: null,
  deleted: null,
  restored: null,
};

export function createTrialRecord(trial: string): TrialRecord {
  return { trial, origin: null, last: null, reports: NONE, turns: NO_TURNS, placed: null };
}

/** Takes one entry in; the same entry twice changes nothing. */
export function absorb(record: TrialRecord, entry: TrialEntry): void {
  switch (entry.op) {
    case 'sample':
    case 'promote':
      takeOrigin(record, originOf(entry));
      return;
    case 'claim':
      takeAttempt(record, attemptOf(entry));
      return;
    case 'report':
      if (!record.reports.some((other) => comparePositions(other, entry) === 0)) {
        record.reports = [...record.reports, reportOf(entry)];
      }
      return;
    default:
      record.turns = turned(record.turns, entry);
  }
}

function turned(turns: Turns, entry: Exclude<TrialEntry, OriginEntry | EntryOf<'claim' | 'report'>>): Turns {
  switch (entry.op) {
    case 'requeue': {
      const counted = entry.counts ? withNumber(turns.counted, entry.attempt) : turns.counted;
      return { ...turns, ended: withNumber(turns.ended, entry.attempt), counted };
    }
    case 'hand-back':
      return { ...turns, ended: withNumber(turns.ended, entry.attempt) };
    case 'crash':
      return { ...turns, crash: later(turns.crash, entry) };
    case 'reopen':
      return { ...turns, reopened: later(turns.reopened, entry) };
    case 'delete':
      return { ...turns, deleted: later(turns.deleted, entry) };
    case 'restore':
      return { ...turns, restored: later(turns.restored, entry) };
  }
}

function takeOrigin(record: TrialRecord, origin: Origin): void {
  record.origin = earlier(record.origin, origin);
  takeAttempt(record, origin);
}

function takeAttempt(record: TrialRecord, attempt: Attempt): void {
  if (attempt.attempt > 0) {
    record.last = later(record.last, attempt);
  }
}

function originOf(entry: OriginEntry): Origin {
  const { fence, seq, time, attempt, writer, config, bracket, rung, fidelity } = entry;
  return {
    fence,
    seq,
    attempt,
    worker: entry.by ?? writer,
    time,
    config,
    bracket,
    rung,
    fidelity,
    writer,
    reservation: entry.op === 'sample' ? entry.number : entry.reservation,
    from: entry.op === 'promote' ? entry.from : null,
  };
}

function attemptOf({ fence, seq, time, attempt, by, writer }: EntryOf<'claim'>): Attempt {
  return { fence, seq, attempt, worker: by ?? writer, time };
}

function reportOf(entry: EntryOf<'report'>): Report {
  const { fence, seq, attempt, late, state, loss, cost, learning_curve, error } = entry;
  return {
    fence,
    seq,
    attempt,
    late,
    state,
    loss,
    cost,
    learning_curve,
    extra: entry.extra ?? null,
    extra_floats: entry.extra_floats ?? null,
    error,
    worker: entry.by ?? entry.writer,
    writer: entry.writer,
    started: entry.started,
    ended: entry.ended,
    seconds: entry.seconds,
  };
}

function withNumber(numbers: readonly number[], number: number): readonly number[] {
  return numbers.includes(number) ? numbers : [...numbers, number];
}
