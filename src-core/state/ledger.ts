import type { FloatRuns } from '#core/config/float-runs.ts';
import type { Counts } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import { parseTrialId } from '#core/contract/trial-order.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import { comparePositions, type JournalEntry, type JournalPosition } from './journal-entry.ts';
import { createReservations, type ReservationInfo } from './reservations.ts';
import { createTrialIndex } from './trial-index.ts';
import {
  absorb,
  completedAt,
  countingReport,
  createTrialRecord,
  deriveTrial,
  isDeleted,
  type Report,
  type TrialEntry,
  type TrialRecord,
} from './trial-record.ts';

/**
 * What the journals make of an id: `unknown` where no entry created it, `stands` where there is such a trial, `gone`
 * where it was deleted or its number taken back.
 */
type Standing = 'unknown' | 'stands' | 'gone';

/** Trials that changed since the last call, by id; order does not matter. `all`: it is the first call. */
type LedgerChanges = { readonly changed: readonly string[] | 'all'; readonly deleted: readonly string[] };

/**
 * The replay of all journals. Entries of different writers may arrive in any order and give the same ledger, as long
 * as the lines of each writer keep theirs. It is the optimizers' view of the trials too.
 */
export type Ledger = TrialsView & {
  /** Takes entries in; applying one twice changes nothing. */
  apply(entries: Iterable<JournalEntry>): void;
  /** All trials ordered by number, those of one number by rung. Not deleted ones. */
  readonly all: readonly Trial[];
  /** Live reservations, by number and worker. */
  readonly reservations: ReadonlyMap<string, ReservationInfo>;
  /** Counted from the journal alone: `stale` and `unreadable` are 0. */
  counts(): Counts;
  /** Success, failed, crashed; then with pending, evaluating and live reservations. Without imported trials. */
  readonly evaluations: { readonly completed: number; readonly committed: number };
  /** Summed cost of completed trials; a failed one adds `onError`, else what it reported, else nothing. */
  cost(onError: number | null): number;
  /** The success with the least finite loss, the earliest of equals. */
  readonly best: Trial | null;
  /** How often the trial's worker died, as `max_requeues` counts. */
  requeues(trial: string): number;
  /** The number of the attempt that stands or was the last to, 0 without one. */
  lastAttempt(trial: string): number;
  /** How long the evaluation of a trial's result took by its worker's monotonic clock; null where unknown. */
  evaluationSeconds(trial: string): number | null;
  /** Which numbers of a trial's `extra` are floats; null where JSON tells. */
  extraFloats(trial: string): FloatRuns | null;
  standing(trial: string): Standing;
  /** The writer of the line with which the trial came about; null where that is not known. */
  originWriter(trial: string): string | null;
  /** Whether any entry named this trial, whatever became of it. */
  names(trial: string): boolean;
  /** Whether a trial of a higher rung continues this one. */
  isContinued(trial: string): boolean;
  /** Whether this trial was there and is deleted. */
  isDeleted(trial: string): boolean;
  /** Whether a result of this attempt is in a journal, whether it counts or not. */
  hasReport(trial: string, attempt: number): boolean;
  /** Results beside the one that counts: reported late, or before the trial was opened again. */
  otherReports(trial: string): readonly Report[];
  /** The highest trial number and fence that any entry named; 0 without. */
  readonly lastNumber: number;
  readonly lastFence: number;
  /** Time of the latest entry in milliseconds; null without entries. */
  readonly lastChange: number | null;
  /** Counts up when `completed` changed in any other way than by growing at its end. */
  readonly completedRevision: number;
  /** Writers that said they are done. */
  readonly endedWriters: ReadonlySet<string>;
  /** What changed since it was asked last. Nothing is noted for whoever never asks. */
  drainChanged(): LedgerChanges;
};

const NONE: readonly string[] = [];

export function createLedger(): Ledger {
  const index = createTrialIndex();
  const records = new Map<string, TrialRecord>();
  const reservations = createReservations();
  const endedWriters = new Set<string>();
  /** Null until somebody has asked for it. */
  let changed: Set<string> | null = null;
  const last = { number: 0, fence: 0, change: null as number | null };

  function apply(entries: Iterable<JournalEntry>): void {
    const touched = new Set<string>();
    for (const entry of entries) {
      last.fence = Math.max(last.fence, entry.fence);
      last.change = Math.max(last.change ?? entry.time, entry.time);
      for (const trial of take(entry)) {
        touched.add(trial);
      }
    }
    for (const trial of byCompletion(touched)) {
      renew(trial);
    }
  }

  /**
   * What several writers did is read one writer after the other. In the order of its results the list of completed
   * trials grows at its end, and nothing that follows from it has to be made anew.
   */
  function byCompletion(touched: ReadonlySet<string>): Iterable<string> {
    if (touched.size < 2) {
      return touched;
    }
    const placed = [...touched].map((trial) => {
      const record = records.get(trial);
      return { trial, position: record === undefined ? null : completedAt(record) };
    });
    return placed.sort((a, b) => compareCompletions(a.position, b.position)).map(({ trial }) => trial);
  }

  /** Answers the trials that the entry may have changed. */
  function take(entry: JournalEntry): readonly string[] {
    switch (entry.op) {
      case 'reserve':
        last.number = Math.max(last.number, entry.number);
        reservations.reserve(entry);
        return NONE;
      case 'release':
        return reservations.release(entry);
      case 'ended':
        endedWriters.add(entry.writer);
        return NONE;
      case 'sample':
      case 'promote':
        reservations.use(entry);
        return takeTrial(entry);
      default:
        return takeTrial(entry);
    }
  }

  function takeTrial(entry: TrialEntry): readonly string[] {
    const known = records.get(entry.trial);
    const record = known ?? createTrialRecord(entry.trial);
    if (known === undefined) {
      records.set(entry.trial, record);
      last.number = Math.max(last.number, parseTrialId(entry.trial)?.number ?? 0);
    }
    absorb(record, entry);
    return [entry.trial];
  }

  function renew(id: string): void {
    const record = records.get(id);
    if (record === undefined) {
      return;
    }
    const { origin, placed: before } = record;
    const given = origin !== null && reservations.wasTakenBack(origin.writer, origin.reservation);
    const trial = given ? null : deriveTrial(record);
    index.rungs.linger(id, given ? null : lingeringPrevious(record));
    if (trial === null && before === null) {
      return;
    }
    record.placed = trial === null ? null : { trial, completed: completedAt(record) };
    index.replace(before, record.placed);
    changed?.add(id);
  }

  const get = (id: string) => records.get(id)?.placed?.trial ?? null;

  function drainChanged(): LedgerChanges {
    const ids = changed === null ? null : [...changed];
    changed = new Set();
    return ids === null
      ? { changed: 'all', deleted: [] }
      : {
          changed: ids.filter((id) => get(id) !== null),
          deleted: ids.filter((id) => get(id) === null),
        };
  }

  return {
    apply,
    drainChanged,
    all: index.all,
    get size() {
      return index.all.length;
    },
    get,
    inState: index.inState,
    completed: index.completed,
    get completedRevision() {
      return index.completedRevision();
    },
    get rungs() {
      return index.rungs.all();
    },
    rung: index.rungs.rung,
    reservations: reservations.live,
    counts: () => countsOf(index.inState),
    get evaluations() {
      const imported = index.imported();
      return {
        completed: index.completed.length - imported,
        committed: index.all.length - imported + reservations.live.size,
      };
    },
    cost: index.cost,
    get best() {
      return index.best();
    },
    requeues: (trial) => records.get(trial)?.turns.counted.length ?? 0,
    lastAttempt: (trial) => records.get(trial)?.last?.attempt ?? 0,
    evaluationSeconds: (trial) => {
      const record = records.get(trial);
      return record === undefined ? null : (countingReport(record)?.seconds ?? null);
    },
    extraFloats: (trial) => {
      const record = records.get(trial);
      return record === undefined ? null : (countingReport(record)?.extra_floats ?? null);
    },
    standing: (trial) => {
      const record = records.get(trial);
      const isUnknown = record === undefined || (record.origin === null && !isDeleted(record));
      return isUnknown ? 'unknown' : get(trial) === null ? 'gone' : 'stands';
    },
    originWriter: (trial) => records.get(trial)?.origin?.writer ?? null,
    names: (trial) => records.has(trial),
    isContinued: index.rungs.isContinued,
    isDeleted: (trial) => {
      const record = records.get(trial);
      return record !== undefined && isDeleted(record);
    },
    hasReport: (trial, attempt) =>
      records.get(trial)?.reports.some((report) => report.attempt === attempt) ?? false,
    otherReports: (trial) => otherReports(records.get(trial)),
    get lastNumber() {
      return last.number;
    },
    get lastFence() {
      return last.fence;
    },
    get lastChange() {
      return last.change;
    },
    endedWriters,
  };
}

/** Those without a result first, as they came. */
function compareCompletions(a: JournalPosition | null, b: JournalPosition | null): number {
  return a === null || b === null ? Number(a !== null) - Number(b !== null) : comparePositions(a, b);
}

/** What a deleted trial continued; null for any other. */
function lingeringPrevious(record: TrialRecord): string | null {
  return isDeleted(record) ? (record.origin?.from ?? null) : null;
}

function otherReports(record: TrialRecord | undefined): readonly Report[] {
  if (record === undefined) {
    return [];
  }
  const counting = countingReport(record);
  return record.reports.filter((report) => report !== counting).sort(comparePositions);
}

function countsOf(inState: Ledger['inState']): Counts {
  return {
    pending: inState('pending').length,
    evaluating: inState('evaluating').length,
    stale: 0,
    success: inState('success').length,
    failed: inState('failed').length,
    crashed: inState('crashed').length,
    unreadable: 0,
  };
}
