import type { JournalProblem } from '#core/state/journal/journal-reader.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';

/** What a look at the files of the trials found. `all`: nothing was known before. */
export type TrialChanges = {
  readonly changed: readonly string[] | 'all';
  readonly deleted: readonly string[];
};

/** Where the trials of a run are read from: its journals, or the files of `results/` alone. */
export type TrialSource = {
  /** As of the last `read`. Another object may stand here after each. */
  readonly ledger: Ledger;
  /** When each worker wrote its last journal line, in milliseconds since the epoch; empty where that isn't known. */
  readonly lastLine: ReadonlyMap<string, number>;
  readonly problems: readonly JournalProblem[];
  /** Whether some that it shows were missing in the last look, and may be on their way out with all the rest. */
  readonly isLosing: boolean;
  /** Takes in what is new, in slices; the first call takes all. */
  read(): Promise<TrialChanges>;
};

/** What is in one set of changes and not known to be the same in the other: for a source that takes over. */
export function changesBetween(before: Ledger, after: Ledger): TrialChanges {
  if (before.size === 0) {
    return { changed: 'all', deleted: [] };
  }
  const changed = after.all.filter(
    (trial) => JSON.stringify(trial) !== JSON.stringify(before.get(trial.trial)),
  );
  const deleted = before.all.filter(({ trial }) => after.get(trial) === null);
  return { changed: changed.map(({ trial }) => trial), deleted: deleted.map(({ trial }) => trial) };
}
