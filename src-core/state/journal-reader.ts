import type { JournalEntry } from './journal-entry.ts';

/** A line that is complete but not one of ours: a disk that was full, a hand that edited. Skipped. */
export type JournalProblem = { readonly file: string; readonly offset: number; readonly message: string };

/** Reads `journal/*.jsonl` from where it stopped last. Never writes; an unfinished last line waits. */
export type JournalReader = {
  /** The next entries, at most about a megabyte of text; empty when there is nothing new. */
  read(): Promise<readonly JournalEntry[]>;
  /** Everything new at once, for the step under the lock. */
  readAllSync(): readonly JournalEntry[];
  readonly problems: readonly JournalProblem[];
};
