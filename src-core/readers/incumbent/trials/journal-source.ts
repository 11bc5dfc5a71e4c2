import { setImmediate as nextTurn } from 'node:timers/promises';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import type { TrialSource } from './trial-source.ts';

/** The trials as the journals tell, replayed from where it stopped last. */
export function createJournalSource(root: string): TrialSource {
  const journal = createJournalReader(root);
  const ledger = createLedger();
  const lastLine = new Map<string, number>();
  return {
    ledger,
    lastLine,
    problems: journal.problems,
    isLosing: false,
    read: async () => {
      for (let entries = await journal.read(); entries.length > 0; entries = await journal.read()) {
        await nextTurn();
        ledger.apply(entries);
        for (const { writer, time } of entries) {
          lastLine.set(writer, Math.max(time, lastLine.get(writer) ?? 0));
        }
        await nextTurn();
      }
      return ledger.drainChanged();
    },
  };
}
