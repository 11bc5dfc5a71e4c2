import { opendir } from 'node:fs/promises';
import { type Clock, createPauses, type Pauses } from '#core/platform/clock.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { stampOfFile } from '#core/readers/foreign/small-file.ts';
import { createLosses } from '#core/readers/losses.ts';
import { entriesOfTrials } from '#core/state/journal/entries-from-files.ts';
import type { JournalEntry } from '#core/state/journal/journal-entry.ts';
import { trialOfDirectory } from '#core/state/journal/rebuild.ts';
import { type RunLayout, runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { readTrial, type TrialOnDisk } from '#core/state/trials/read-trial.ts';
import { collectTrialIds } from '#core/state/trials/trial-id.ts';
import { changesBetween, type TrialSource } from './trial-source.ts';

/** Names that are listed at once. */
const NAMES = 512;
/** Lines of a rebuilt journal that are taken in at once. */
const SLICE = 512;

type Known = { readonly stamp: string; readonly trial: TrialOnDisk | null };

/**
 * The trials as the files of `results/` tell, for a run whose journal is missing. Only files that changed are read
 * again; one that is not whole yet leaves the trial as it was.
 */
export function createResultsSource(root: string, clock: Clock): TrialSource {
  const layout = runLayout(root);
  const losses = createLosses(clock);
  let known: ReadonlyMap<string, Known> = new Map();
  let isLosing = false;
  let ledger: Ledger = createLedger();

  function look(trial: string): Known {
    const stamp = stampOf(layout, trial);
    const before = known.get(trial);
    if (before !== undefined && before.stamp === stamp) {
      return before;
    }
    return { stamp, trial: readTrial(layout, trial) ?? before?.trial ?? null };
  }

  /** Null where nothing changed. */
  async function lookAtAll(): Promise<ReadonlyMap<string, Known> | null> {
    const pauses = createPauses(clock);
    const now = new Map<string, Known>();
    let isSame = true;
    for (const trial of await listTrials(layout)) {
      await pauses.next();
      const seen = look(trial);
      isSame &&= known.get(trial) === seen;
      now.set(trial, seen);
    }
    const missing = [...known].filter(([trial]) => !now.has(trial));
    isLosing = !losses.areSettled(missing.length);
    const shown = isLosing ? new Map([...now, ...missing]) : now;
    return isSame && shown.size === known.size ? null : shown;
  }

  return {
    get ledger() {
      return ledger;
    },
    lastLine: new Map(),
    problems: [],
    get isLosing() {
      return isLosing;
    },
    read: async () => {
      const now = await lookAtAll();
      if (now === null) {
        return { changed: [], deleted: [] };
      }
      known = now;
      const before = ledger;
      ledger = await replay(now.values(), createPauses(clock));
      return changesBetween(before, ledger);
    },
  };
}

async function replay(known: Iterable<Known>, pauses: Pauses): Promise<Ledger> {
  const ledger = createLedger();
  const trials: TrialOnDisk[] = [];
  for (const { trial } of known) {
    if (trial !== null) {
      trials.push(trial);
    }
  }
  let slice: JournalEntry[] = [];
  for (const entry of entriesOfTrials(trials)) {
    slice.push(entry);
    if (slice.length === SLICE) {
      ledger.apply(slice);
      slice = [];
      await pauses.next();
    }
  }
  ledger.apply(slice);
  return ledger;
}

async function listTrials(layout: RunLayout): Promise<Iterable<string>> {
  const ids = collectTrialIds();
  try {
    for await (const { name } of await opendir(layout.results, { bufferSize: NAMES })) {
      const trial = trialOfDirectory(name);
      if (trial !== null) {
        ids.add(trial);
      }
    }
    return ids.sorted();
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') {
      return ids.sorted();
    }
    throw fileError(thrown, layout.results, 'list');
  }
}

/** Differs after any change of the files that tell of a trial. */
function stampOf(layout: RunLayout, trial: string): string {
  const { config, metadata, result, error } = layout.trial(trial);
  return [config, metadata, result, error].map(stampOfFile).join(' ');
}
