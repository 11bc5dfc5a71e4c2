import type { Clock } from '#core/platform/clock.ts';
import { isLocalDisk } from '#core/platform/disk.ts';
import type { RunLayout } from '../layout.ts';
import { createLedger, type Ledger } from '../ledger/ledger.ts';
import { createFence } from '../lock/fence.ts';
import type { HeldLock, RunLock } from '../lock/run-lock.ts';
import type { WatchedRecord } from '../root/watched-record.ts';
import { syncFolder } from '../run-files.ts';
import type { Publish } from '../session/step.ts';
import { createDiskWait } from './disk-wait.ts';
import type { JournalEntry, JournalOperation } from './journal-entry.ts';
import { createJournalReader } from './journal-reader.ts';
import { createJournalWriter } from './journal-writer.ts';
import { announceWriter } from './journal-writers.ts';

/** One hold of the lock, on a ledger that knows everything written before it. */
export type Tenure = {
  readonly fence: number;
  readonly ledger: Ledger;
  /** Appends lines to the journal and to the ledger. */
  write(operations: readonly JournalOperation[]): readonly JournalEntry[];
  /** Reads what others wrote outside the lock since the tenure began. */
  refresh(): Ledger;
};

/** A ledger with a journal of its own. */
export type JournalSession = {
  readonly ledger: Ledger;
  /**
   * Runs `body` under the lock. What it wrote is on the disk afterwards where it must be. Where the lock turns out
   * to have been broken meanwhile, what `body` took is given back and it runs again: its reports stand already.
   */
  locked<T>(body: (tenure: Tenure) => T): Promise<T>;
  /**
   * As `locked`, without waiting for the disk, except where others see only what is on it: that is left to `beginSync`
   * and `sync`.
   */
  lockedAhead<T>(body: (tenure: Tenure) => T): Promise<T>;
  /** Appends lines outside the lock: only such as concern what this writer holds already. */
  write(operations: readonly JournalOperation[], fence: number): readonly JournalEntry[];
  refresh(): Ledger;
  /** Writers that will write no more. */
  finishedWriters(): ReadonlySet<string>;
  /** Sends the disk what a power cut must not take, while the caller goes on; a fault shows in the next `sync`. */
  beginSync(): void;
  /** Waits until it is there. */
  sync(): Promise<void>;
  close(): void;
};

export type JournalSessionParts = {
  readonly layout: RunLayout;
  readonly writer: string;
  readonly lock: RunLock;
  readonly record: WatchedRecord;
  readonly clock: Clock;
  readonly publish: Publish;
};

/** Lines that a power cut may take: their worker is gone then too, and they count for nothing without it. */
const FLEETING: readonly JournalOperation['op'][] = ['reserve', 'release', 'sample', 'promote', 'claim'];

export function openJournalSession(parts: JournalSessionParts): JournalSession {
  const { layout, writer, lock, record, clock } = parts;
  const journal = createJournalWriter(layout, writer, () => clock.now().getTime());
  const reader = createJournalReader(layout.root, writer);
  const ledger = createLedger();
  const fence = createFence(layout);
  const publishChanges = createPublisher(ledger, () => parts.publish(ledger, record.current().settings));
  let announced = false;
  const disk = createDiskWait(journal.sync);
  /** Other machines may see a line only once it was synced: then the lock is held until it is. */
  const isSeenLate = !isLocalDisk(layout.journal);

  function refresh(): Ledger {
    ledger.apply(reader.readAllSync());
    return ledger;
  }

  function write(operations: readonly JournalOperation[], under: number): readonly JournalEntry[] {
    if (operations.length === 0) {
      return [];
    }
    try {
      const entries = journal.append(operations, under);
      ledger.apply(entries);
      return entries;
    } catch (thrown) {
      ledger.apply(journal.recover());
      throw thrown;
    } finally {
      // Also where it failed: a part of the lines may stand.
      if (isSeenLate || operations.some(({ op }) => !FLEETING.includes(op))) {
        disk.note();
      }
    }
  }

  /** A fence first, then everything that earlier holders wrote. */
  function take(held: HeldLock): number {
    let known = ledger.lastFence;
    for (;;) {
      const { fence: taken, fresh } = fence.take(known);
      if (fresh) {
        held.sign();
      }
      refresh();
      if (ledger.lastFence <= taken) {
        return taken;
      }
      known = ledger.lastFence;
    }
  }

  function announce(): void {
    if (!announced) {
      announceWriter(layout, writer);
      syncFolder('journal.sync-names', layout.journal);
    }
  }

  /** What `body` answered under one hold of the lock; null where the hold was lost meanwhile. */
  async function hold<T>(body: (tenure: Tenure) => T): Promise<{ readonly result: T } | null> {
    const held = await lock.acquire();
    let overtaken = false;
    try {
      record.check();
      const under = take(held);
      announce();
      const written: JournalEntry[] = [];
      const result = body({
        fence: under,
        ledger,
        refresh,
        write: (operations) => {
          const entries = write(operations, under);
          written.push(...entries);
          return entries;
        },
      });
      if (isSeenLate) {
        await disk.done();
      }
      overtaken = fence.leave();
      if (overtaken) {
        write(undoOperations(written), under);
        return null;
      }
      announced = true;
      publishChanges();
      return { result };
    } finally {
      held.release(overtaken || fence.leave());
    }
  }

  async function lockedAhead<T>(body: (tenure: Tenure) => T): Promise<T> {
    for (;;) {
      const held = await hold(body);
      if (held !== null) {
        return held.result;
      }
    }
  }

  async function locked<T>(body: (tenure: Tenure) => T): Promise<T> {
    const result = await lockedAhead(body);
    // After the lock: others need not wait for this disk. Until it has returned nothing was promised to anybody.
    await disk.done();
    return result;
  }
  return {
    ledger,
    locked,
    lockedAhead,
    write,
    refresh,
    finishedWriters: reader.finishedWriters,
    beginSync: disk.begin,
    sync: disk.done,
    close: journal.close,
  };
}

/** Gives back what was taken under a lock that was broken. */
function undoOperations(written: readonly JournalEntry[]): readonly JournalOperation[] {
  const because = 'the lock was lost';
  return written.flatMap((entry): readonly JournalOperation[] => {
    if (entry.op === 'reserve') {
      return [{ op: 'release', number: entry.number, of: entry.writer, because }];
    }
    return entry.op === 'claim' || entry.op === 'promote'
      ? [{ op: 'hand-back', trial: entry.trial, attempt: entry.attempt, because }]
      : [];
  });
}

/** Publishes when it is called first and when completed trials came, went or changed. */
function createPublisher(ledger: Ledger, publish: () => void): () => void {
  let published = '';
  return () => {
    const now = `${ledger.completed.length} ${ledger.completedRevision}`;
    if (now !== published) {
      publish();
      published = now;
    }
  };
}
