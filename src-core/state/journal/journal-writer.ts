import { closeSync, fstatSync } from 'node:fs';
import { fileError } from '#core/platform/files.ts';
import { parseJsonAs } from '../json-file.ts';
import type { RunLayout } from '../layout.ts';
import { runDisk } from '../run-files.ts';
import {
  type JournalEntry,
  type JournalLine,
  type JournalOperation,
  journalLineSchema,
} from './journal-entry.ts';
import { createLineReader } from './line-reader.ts';

/** The one journal that a worker appends to. */
export type JournalWriter = {
  /** Appends lines in one write and answers them. After an error {@link recover} tells what arrived all the same. */
  append(operations: readonly JournalOperation[], fence: number): readonly JournalEntry[];
  /** After a failed `append`: the lines of it that are whole in the file. They stand. */
  recover(): readonly JournalEntry[];
  /**
   * Waits until everything that was appended before the call is on the disk. One call at a time; it may be repeated
   * after an error.
   */
  sync(): Promise<void>;
  /** May be repeated. */
  close(): void;
};

export function createJournalWriter(layout: RunLayout, writer: string, now: () => number): JournalWriter {
  const path = layout.journalOf(writer);
  const descriptor = attempt('create', () => runDisk.open('journal.create', path, 'ax'));
  let seq = 0;
  /** Bytes that are known to be whole lines. */
  let whole = 0;
  /** Whether the file may end within a line: the disk was full. */
  let torn = false;
  /** Where that begins which must yet get to the disk, and whether a sync of it has failed. */
  let unsynced = 0;
  let isDoubtful = false;
  let isOpen = true;

  function attempt<T>(doing: string, operation: () => T): T {
    try {
      return operation();
    } catch (thrown) {
      throw fileError(thrown, path, doing);
    }
  }

  function append(operations: readonly JournalOperation[], fence: number): readonly JournalEntry[] {
    const time = now();
    const lines = operations.map((operation) => {
      seq += 1;
      return { ...operation, fence, seq, time } as JournalLine;
    });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    attempt('write', () => writeWhole(Buffer.from(torn ? `\n${text}` : text)));
    return lines.map((line) => ({ ...line, writer }));
  }

  /** A write that fails may have taken a part, such as up to the end of the disk. */
  function writeWhole(bytes: Buffer): void {
    torn = true;
    runDisk.write('journal.append', descriptor, bytes);
    torn = false;
    whole += bytes.length;
  }

  /**
   * A sync that fails may leave pages that the system takes for written and drops: the next one would succeed without
   * them. So the same lines are written once more; to read a line twice changes nothing.
   */
  async function sync(): Promise<void> {
    if (isDoubtful) {
      const lines = createLineReader(path, unsynced).readSync(Number.POSITIVE_INFINITY);
      const start = attempt('read', () => fstatSync(descriptor).size);
      attempt('write', () => writeWhole(Buffer.from(`\n${lines.map(({ text }) => `${text}\n`).join('')}`)));
      unsynced = start;
    }
    isDoubtful = true;
    const end = whole;
    try {
      await runDisk.syncBeside('journal.sync', descriptor);
    } catch (thrown) {
      throw fileError(thrown, path, 'write');
    }
    [unsynced, isDoubtful] = [end, false];
  }

  function recover(): readonly JournalEntry[] {
    const lines = createLineReader(path, whole).readSync(Number.POSITIVE_INFINITY);
    whole = attempt('read', () => fstatSync(descriptor).size);
    return lines.flatMap(({ text }) => {
      const line = parseJsonAs(journalLineSchema, text);
      return line === null ? [] : [{ ...line, writer }];
    });
  }

  return {
    append,
    recover,
    sync,
    close: () => {
      // Its number may be another file's by the second time.
      if (isOpen) {
        isOpen = false;
        closeSync(descriptor);
      }
    },
  };
}
