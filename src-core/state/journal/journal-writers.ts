import { closeSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { errnoOf, fileError, named } from '#core/platform/files.ts';
import {
  isAlive,
  ownIdentity,
  type ProcessIdentity,
  sharesProcesses,
} from '#core/platform/process-identity.ts';
import { parseJsonAs } from '../json-file.ts';
import type { RunLayout } from '../layout.ts';
import { runDisk } from '../run-files.ts';
import { createLineReader } from './line-reader.ts';

const writerSchema = z.object({
  writer: z.string().regex(/^[\w.-]+$/),
  host: z.string(),
  pid: z.number().int(),
  started: z.string().nullable(),
  space: z.string(),
});

/** Every so many looks a directory listing makes up for a list of writers that was lost. */
const LIST_EVERY = 64;

/** Says under the lock that there will be a journal of this name, before its first line. */
export function announceWriter(layout: Pick<RunLayout, 'writers'>, writer: string): void {
  named(layout.writers, 'write', () => {
    const descriptor = runDisk.open('writers.open', layout.writers, 'a');
    try {
      const line = `\n${JSON.stringify({ writer, ...ownIdentity() })}\n`;
      runDisk.write('writers.append', descriptor, Buffer.from(line));
      runDisk.sync('writers.sync', descriptor);
    } finally {
      closeSync(descriptor);
    }
  });
}

export type JournalWriters = {
  /** Names of all writers announced so far. */
  look(): Iterable<string>;
  /** Whether a writer can never write again: its process was on this machine and is gone. Null: it can't be known. */
  isGone(writer: string): boolean;
};

/**
 * Finds journals by the list in `journal/writers`: reading a file by its name is fresh on network file systems, where
 * a directory listing may lag behind by many seconds.
 */
export function createJournalWriters(layout: RunLayout): JournalWriters {
  const lines = createLineReader(layout.writers);
  const identities = new Map<string, ProcessIdentity | null>();
  let looks = 0;

  function look(): Iterable<string> {
    for (const line of lines.readSync(Number.POSITIVE_INFINITY)) {
      const identity = parseJsonAs(writerSchema, line.text);
      if (identity !== null) {
        identities.set(identity.writer, identity);
      }
    }
    if (looks % LIST_EVERY === 0) {
      for (const writer of listJournals(layout)) {
        identities.set(writer, identities.get(writer) ?? null);
      }
    }
    looks += 1;
    return identities.keys();
  }

  function isGone(writer: string): boolean {
    const identity = identities.get(writer) ?? null;
    return (
      identity !== null &&
      sharesProcesses(identity, ownIdentity()) &&
      !isAlive(identity.pid, identity.started)
    );
  }
  return { look, isGone };
}

/** The writers whose journal files a listing shows; it may lag, so nothing is concluded from an absence. */
export function listJournals(layout: RunLayout): readonly string[] {
  try {
    return readdirSync(layout.journal)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => name.slice(0, -'.jsonl'.length));
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, layout.journal, 'list');
  }
}
