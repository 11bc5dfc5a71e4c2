import type { RunLayout } from '../layout.ts';
import { leaveMark } from '../run-files.ts';

/** Attempts of trials, each an exclusive create: even a lock that was broken never gives one twice. */
export type AttemptMarks = {
  /** The first attempt after `last` that is this process's own. */
  create(trial: string, last: number): number;
  /** Their lines are in the journal: none of them is to be used again. */
  written(): void;
};

export function createAttemptMarks(layout: RunLayout): AttemptMarks {
  /** Marks whose lines are not written. Where a disk was full they are used by the step that tries again. */
  const unused = new Set<string>();
  return {
    create: (trial, last) => {
      for (let attempt = last + 1; ; attempt += 1) {
        const mark = layout.claim(trial, attempt);
        if (unused.has(mark) || leaveMark('claim.create', mark)) {
          unused.add(mark);
          return attempt;
        }
      }
    },
    written: () => unused.clear(),
  };
}
