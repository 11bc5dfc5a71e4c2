import { readdirSync } from 'node:fs';
import { TRIAL_ID } from '#core/contract/run/trial-order.ts';
import { errnoOf, fileError, readTextOrNull } from '#core/platform/files.ts';
import { type RunLayout, runLayout } from '../layout.ts';
import { createFence } from '../lock/fence.ts';
import type { RunLock } from '../lock/run-lock.ts';
import type { WatchedRecord } from '../root/watched-record.ts';
import { createOnce, makeFolderIn } from '../run-files.ts';
import { readTrial, type TrialOnDisk } from '../trials/read-trial.ts';
import { collectTrialIds } from '../trials/trial-id.ts';
import { entriesOfTrials, REBUILT_WRITER } from './entries-from-files.ts';
import type { JournalEntry } from './journal-entry.ts';
import { announceWriter, listJournals } from './journal-writers.ts';

/**
 * The journal of a run whose `journal/` is missing, from the files of `results/`: results in the order of their end.
 * Reads only.
 */
export function entriesFromResults(root: string): Iterable<JournalEntry> {
  return entriesOfTrials(readTrials(runLayout(root)));
}

/**
 * Makes sure that there is a journal to go on with. Where it is missing and results are there, it is rebuilt under
 * the lock; of several workers one does it.
 */
export async function ensureJournal(layout: RunLayout, lock: RunLock, record: WatchedRecord): Promise<void> {
  makeFolderIn(layout.engine, 'fences.make', layout.fences);
  makeFolderIn(layout.engine, 'claims.make', layout.claims);
  if (hasJournal(layout) || listTrials(layout).length === 0) {
    return;
  }
  const held = await lock.acquire();
  const fence = createFence(layout);
  try {
    record.check();
    fence.take(0);
    held.sign();
    if (!hasJournal(layout)) {
      const lines = Array.from(entriesFromResults(layout.root), ({ writer: _writer, ...line }) =>
        JSON.stringify(line),
      );
      createOnce('rebuilt-journal', layout.journalOf(REBUILT_WRITER), `${lines.join('\n')}\n`);
      announceWriter(layout, REBUILT_WRITER);
    }
  } finally {
    held.release(fence.leave());
  }
}

/** The list of writers is asked by its name too: a listing may lag behind. */
function hasJournal(layout: RunLayout): boolean {
  return listJournals(layout).length > 0 || readTextOrNull(layout.writers) !== null;
}

/** The ids of the directories in `results/`, ordered by number. */
export function listTrials(layout: RunLayout): readonly string[] {
  try {
    const ids = collectTrialIds();
    for (const name of readdirSync(layout.results)) {
      const trial = trialOfDirectory(name);
      if (trial !== null) {
        ids.add(trial);
      }
    }
    return [...ids.sorted()];
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, layout.results, 'list');
  }
}

/** The trial whose directory in `results/` has this name; null for another one. */
export function trialOfDirectory(name: string): string | null {
  const id = name.startsWith('config_') ? name.slice('config_'.length) : '';
  return TRIAL_ID.test(id) ? id : null;
}

function readTrials(layout: RunLayout): readonly TrialOnDisk[] {
  return listTrials(layout)
    .map((trial) => readTrial(layout, trial))
    .filter((trial) => trial !== null);
}
