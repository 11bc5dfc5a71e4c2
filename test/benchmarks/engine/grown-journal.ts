import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createJournalWriter, type JournalWriter } from '#core/state/journal/journal-writer.ts';
import { announceWriter } from '#core/state/journal/journal-writers.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { createFence } from '#core/state/lock/fence.ts';

const WRITER = 'grown';

export type GrownJournal = {
  /** What the run held before. */
  readonly ledger: Ledger;
  readonly journal: JournalWriter;
  readonly fence: number;
};

/** A journal of a writer of its own, by which a benchmark adds trials to a run. `now` gives milliseconds since 1970. */
export function grownJournal(root: string, now: () => number): GrownJournal {
  const layout = runLayout(root);
  const ledger = createLedger();
  ledger.apply(createJournalReader(root).readAllSync());
  const { fence } = createFence(layout).take(ledger.lastFence);
  announceWriter(layout, WRITER);
  return { ledger, fence, journal: createJournalWriter(layout, WRITER, now) };
}
