import { readdir, stat } from 'node:fs/promises';
import type { Clock } from '#core/platform/clock.ts';
import { type RunLayout, runLayout } from '#core/state/layout.ts';
import { createJournalSource } from './journal-source.ts';
import { createResultsSource } from './results-source.ts';
import { changesBetween, type TrialSource } from './trial-source.ts';

/**
 * Reads the journals while there are some, and `results/` otherwise. A journal may be deleted while no worker lives,
 * and is rebuilt by the next worker: what was read then gives way to what is there, and only differences are told.
 */
export function createChangingSource(root: string, clock: Clock): TrialSource {
  const layout = runLayout(root);
  let source = createResultsSource(root, clock);
  let place: string | null = null;
  return {
    get ledger() {
      return source.ledger;
    },
    get lastLine() {
      return source.lastLine;
    },
    get problems() {
      return source.problems;
    },
    read: async () => {
      const now = await journalPlace(layout);
      if (now === place) {
        return await source.read();
      }
      const before = source.ledger;
      place = now;
      source = now === null ? createResultsSource(root, clock) : createJournalSource(root);
      await source.read();
      return changesBetween(before, source.ledger);
    },
  };
}

/** Names the directory of the journals, another one under another name; null where it holds none. */
async function journalPlace(layout: RunLayout): Promise<string | null> {
  const [found, names] = await Promise.all([
    stat(layout.journal, { bigint: true }).catch(() => null),
    readdir(layout.journal).catch(() => []),
  ]);
  const holdsJournals = names.some((name) => name === 'writers' || name.endsWith('.jsonl'));
  return found !== null && holdsJournals ? `${found.dev} ${found.ino}` : null;
}
