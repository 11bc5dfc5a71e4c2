import type { Counts } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import type { TrialsView } from '#core/optimizers/optimizer.ts';
import type { EntryOf, JournalEntry } from './journal-entry.ts';

/** A live reservation: a number that a worker set aside and has not used or given back. */
export type ReservationInfo = {
  readonly number: number;
  readonly worker: string;
  readonly fence: number;
  readonly time: number;
};

/** Trials that changed since the last call, by id; order does not matter. */
export type LedgerChanges = { readonly changed: readonly string[]; readonly deleted: readonly string[] };

/**
 * The replay of all journals. Entries of different writers may arrive in any order and give the same ledger, as long
 * as the lines of each writer keep theirs. It is the optimizers' view of the trials too.
 */
export type Ledger = TrialsView & {
  /** Takes entries in; applying one twice changes nothing. */
  apply(entries: Iterable<JournalEntry>): void;
  /** All trials ordered by number, those of one number by rung. Not deleted ones. */
  readonly all: readonly Trial[];
  /** Live reservations by number. */
  readonly reservations: ReadonlyMap<number, ReservationInfo>;
  /** Counted from the journal alone: `stale` and `unreadable` are 0. */
  counts(): Counts;
  /** Success, failed, crashed; then with pending, evaluating and live reservations. */
  readonly evaluations: { readonly completed: number; readonly committed: number };
  /** Summed cost of completed trials; a failed one adds `onError`, else what it reported, else nothing. */
  cost(onError: number | null): number;
  /** The success with the least finite loss, the earliest of equals. */
  readonly best: Trial | null;
  /** How often the trial's worker died, as `max_requeues` counts. */
  requeues(trial: string): number;
  /** The latest attempt of a trial, 0 without one. */
  lastAttempt(trial: string): number;
  /** Results beside the one that counts: reported late, or before the trial was opened again. */
  otherReports(trial: string): readonly EntryOf<'report'>[];
  /** The highest trial number and fence that any entry named; 0 without. */
  readonly lastNumber: number;
  readonly lastFence: number;
  /** Time of the latest entry in milliseconds; null without entries. */
  readonly lastChange: number | null;
  /** Counts up when `completed` changed in any other way than by growing at its end. */
  readonly completedRevision: number;
  /** Writers that said they are done. */
  readonly endedWriters: ReadonlySet<string>;
  /** What changed since it was asked last; the first call tells every trial. */
  drainChanged(): LedgerChanges;
};
