import { isCompleted } from '#core/contract/run/trial.ts';
import {
  beginning,
  completion,
  creation,
  REBUILT_WRITER,
  type Unplaced,
} from '../journal/entries-from-files.ts';
import type { JournalLine } from '../journal/journal-entry.ts';
import { announceWriter } from '../journal/journal-writers.ts';
import type { RunLayout } from '../layout.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createFence } from '../lock/fence.ts';
import type { RunLock } from '../lock/run-lock.ts';
import type { WatchedRecord } from '../root/watched-record.ts';
import { createOnce } from '../run-files.ts';
import { readTrial, type TrialOnDisk } from '../trials/read-trial.ts';

/** What adopting works with: a ledger, what brings it up to date, and the run's lock. */
export type Adopting = {
  readonly layout: RunLayout;
  readonly ledger: Ledger;
  readonly refresh: () => void;
  readonly lock: RunLock;
  readonly record: Pick<WatchedRecord, 'check'>;
};

/** What the files of a trial know that no journal does, as entries; empty where the journals know it all. Pure. */
export function unknownToJournals(ledger: Ledger, found: TrialOnDisk): readonly Unplaced[] {
  const { trial, metadata, outcome } = found;
  const isReported = ledger.hasReport(trial, metadata.attempt ?? 1);
  const result = outcome === null || isReported ? [] : [completion(found)];
  switch (ledger.standing(trial)) {
    case 'gone':
      return [];
    case 'stands': {
      const state = ledger.get(trial)?.state;
      return state !== undefined && isCompleted(state) ? [] : result;
    }
    case 'unknown':
      // Attempts that some journal does know must not be overruled by what is read off the files.
      return ledger.names(trial) ? [creation(found), ...result] : [...beginning(found), ...result];
  }
}

/** A decision that the files of a completed trial hold and its result in the journals does not. */
export function filesOverJournal(found: TrialOnDisk): readonly Unplaced[] {
  const { trial, outcome } = found;
  if (outcome === null) {
    return [];
  }
  const result = completion(found);
  const { fence, seq, time } = result;
  const because = 'the files were chosen over the journal';
  return [{ op: 'reopen', fence, seq, time, writer: REBUILT_WRITER, trial, because }, result];
}

/**
 * Takes into the journals what is only in the files of these trials, under the lock. Everything else in the journals
 * stays as it is; what another process has adopted meanwhile is passed over, so each trial and result comes in once.
 *
 * @returns the trials that were taken in
 */
export async function adoptTrials(
  adopting: Adopting,
  trials: readonly string[],
  operationsOf: (ledger: Ledger, found: TrialOnDisk) => readonly Unplaced[] = unknownToJournals,
): Promise<readonly string[]> {
  const { layout, ledger, refresh, lock, record } = adopting;
  const held = await lock.acquire();
  const fence = createFence(layout);
  try {
    record.check();
    // Everything that was ever written is known before the fence is taken, so the fence is the highest.
    refresh();
    const { fence: own } = fence.take(ledger.lastFence);
    held.sign();
    refresh();
    const found = trials.flatMap((trial) => readTrial(layout, trial) ?? []);
    const adopted = found
      .map((disk) => ({ trial: disk.trial, operations: operationsOf(ledger, disk) }))
      .filter(({ operations }) => operations.length > 0);
    if (adopted.length > 0) {
      writeAdopted(
        layout,
        own,
        adopted.flatMap(({ operations }) => operations),
      );
      refresh();
    }
    return adopted.map(({ trial }) => trial);
  } finally {
    held.release(fence.leave());
  }
}

/** A journal of its own: a fence has one writer, and the entries keep the times at which they happened. */
function writeAdopted(layout: RunLayout, fence: number, operations: readonly Unplaced[]): void {
  const writer = `adopted-${fence}`;
  const last = operations.reduce((latest, { time }) => Math.max(latest, time), 0);
  const because = 'adopted from the files';
  const lines: readonly JournalLine[] = [
    ...operations.map(({ writer: _writer, ...line }) => line),
    { op: 'ended', fence, seq: 0, time: last, because },
  ];
  const placed = lines.map((line, index) => JSON.stringify({ ...line, fence, seq: index + 1 }));
  createOnce('rebuilt-journal', layout.journalOf(writer), `${placed.join('\n')}\n`);
  announceWriter(layout, writer);
}
