import { readdir, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#core/platform/clock.ts';
import { createLosses } from '#core/readers/losses.ts';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { type RunLayout, runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { createResultsSource } from './results-source.ts';
import { changesBetween, type TrialChanges, type TrialSource } from './trial-source.ts';

/** Where the journals lie, and what reads the run there; null: they lie nowhere. */
type Reading = { readonly place: string | null; readonly source: TrialSource };

/**
 * Reads the journals while there are some, and `results/` otherwise. A journal may be deleted while no worker lives,
 * and is rebuilt by the next worker: what was read then gives way to what is there, and only differences are told.
 */
export function createChangingSource(root: string, clock: Clock): TrialSource {
  const layout = runLayout(root);
  const losses = createLosses(clock);
  let source = createResultsSource(root, clock);
  let place: string | null = null;
  /** What takes over as soon as it is sure that what it lacks is deleted. */
  let next: Reading | null = null;

  const readingAt = (now: string | null): Reading => ({
    place: now,
    source: now === null ? createResultsSource(root, clock) : createJournalSource(root),
  });

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
    get isLosing() {
      return next !== null || source.isLosing;
    },
    read: async () => {
      const now = await journalPlace(layout);
      if (now === place) {
        next = null;
        return await source.read();
      }
      next = next?.place === now ? next : readingAt(now);
      await next.source.read();
      const changes = changesBetween(source.ledger, next.source.ledger);
      if (next.source.isLosing || !losses.areSettled(changes.deleted.length)) {
        return NOTHING;
      }
      ({ place, source } = next);
      next = null;
      return changes;
    },
  };
}

const NOTHING: TrialChanges = { changed: [], deleted: [] };

/** Names the directory of the journals, another one under another name; null where it holds none. */
async function journalPlace(layout: RunLayout): Promise<string | null> {
  const [found, names] = await Promise.all([
    stat(layout.journal, { bigint: true }).catch(() => null),
    readdir(layout.journal).catch(() => []),
  ]);
  const holdsJournals = names.some((name) => name === 'writers' || name.endsWith('.jsonl'));
  return found !== null && holdsJournals ? `${found.dev} ${found.ino}` : null;
}

/** The trials as the journals tell, replayed from where it stopped last. */
function createJournalSource(root: string): TrialSource {
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
