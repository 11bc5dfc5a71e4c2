import { NO_COUNTS } from '#core/analysis/trials/counts.ts';
import type { FloatRuns } from '#core/config/values/float-runs.ts';
import type { Counts } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { comparePositions } from '../journal/journal-position.ts';
import type { Report, TrialRecord } from '../trials/trial-record.ts';
import { countingReport, isDeleted } from './derived-trial.ts';
import { createReplay, type LedgerChanges } from './replay.ts';
import type { ReservationInfo } from './reservations.ts';
import { createTrialIndex } from './trial-index.ts';

/**
 * What the journals make of an id: `unknown` where no entry created it, `stands` where there is such a trial, `gone`
 * where it was deleted or its number taken back.
 */
type Standing = 'unknown' | 'stands' | 'gone';

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

export function createLedger(): Ledger {
  const index = createTrialIndex();
  const replay = createReplay(index);
  const { record } = replay;
  const get = (id: string) => record(id)?.placed?.trial ?? null;
  const reportOf = (trial: string) => {
    const known = record(trial);
    return known === undefined ? null : countingReport(known);
  };

  return {
    apply: replay.apply,
    drainChanged: replay.drainChanged,
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
    reservations: replay.reservations.live,
    counts: () => countsOf(index.inState),
    get evaluations() {
      const imported = index.imported();
      return {
        completed: index.completed.length - imported,
        committed: index.all.length - imported + replay.reservations.live.size,
      };
    },
    cost: index.cost,
    get best() {
      return index.best();
    },
    requeues: (trial) => record(trial)?.turns.counted.length ?? 0,
    lastAttempt: (trial) => record(trial)?.last?.attempt ?? 0,
    evaluationSeconds: (trial) => reportOf(trial)?.seconds ?? null,
    extraFloats: (trial) => reportOf(trial)?.extra_floats ?? null,
    standing: (trial) => {
      const known = record(trial);
      const isUnknown = known === undefined || (known.origin === null && !isDeleted(known));
      return isUnknown ? 'unknown' : get(trial) === null ? 'gone' : 'stands';
    },
    originWriter: (trial) => record(trial)?.origin?.writer ?? null,
    names: (trial) => record(trial) !== undefined,
    isContinued: index.rungs.isContinued,
    isDeleted: (trial) => {
      const known = record(trial);
      return known !== undefined && isDeleted(known);
    },
    hasReport: (trial, attempt) =>
      record(trial)?.reports.some((report) => report.attempt === attempt) ?? false,
    otherReports: (trial) => otherReports(record(trial)),
    get lastNumber() {
      return replay.last.number;
    },
    get lastFence() {
      return replay.last.fence;
    },
    get lastChange() {
      return replay.last.change;
    },
    endedWriters: replay.endedWriters,
  };
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
    ...NO_COUNTS,
    pending: inState('pending').length,
    evaluating: inState('evaluating').length,
    success: inState('success').length,
    failed: inState('failed').length,
    crashed: inState('crashed').length,
  };
}
