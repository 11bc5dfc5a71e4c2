import { z } from 'zod';
import { messageOf } from '#core/contract/errors.ts';
import { isLocalDisk } from '#core/platform/disk.ts';
import { runLayout } from '../layout.ts';
import { type JournalEntry, journalLineSchema } from './journal-entry.ts';
import { createJournalWriters } from './journal-writers.ts';
import { createLineReader, type Line, type LineReader } from './line-reader.ts';

const BATCH = 1 << 17;
/**
 * A slice of what is read in the background. Its parsing must not hold up what else the process does, and journals that
 * grew side by side are read side by side, a slice of each; one that is alone is opened less often, once for a larger
 * slice.
 */
const SLICE = 1 << 16;
const SLICE_ALONE = 1 << 18;
const ENOUGH = 1024;
/** Looking whether a process lives costs more than looking into its journal, so it is done now and then. */
const GONE_EVERY = 256;

/** A line that is complete but not one of ours: a disk that was full, a hand that edited. Skipped. */
export type JournalProblem = { readonly file: string; readonly offset: number; readonly message: string };

/** Reads `journal/*.jsonl` from where it stopped last. Never writes; an unfinished last line waits. */
export type JournalReader = {
  /**
   * The next thousand entries or so; empty when there is nothing new. Nearly in the order in which they were written,
   * whoever wrote them: most lists that a ledger makes of them then grow at their ends.
   */
  read(): Promise<readonly JournalEntry[]>;
  /** Everything new at once, for the step under the lock. Read as it is walked through, once. */
  readAllSync(): Iterable<JournalEntry>;
  /** Writers whose last line was read: they left in order, or their process is gone. */
  finishedWriters(): ReadonlySet<string>;
  readonly problems: readonly JournalProblem[];
};

type Source = {
  readonly writer: string;
  readonly lines: LineReader;
  /** Of the last entry that was read. */
  fence: number;
  /** Its process is gone: what it wrote is there, and one look that finds nothing new is the last. */
  gone: boolean;
  done: boolean;
};

/**
 * @param own - the caller's own writer, whose lines it knows already; null to read all.
 */
export function createJournalReader(root: string, own: string | null = null): JournalReader {
  const layout = runLayout(root);
  const writers = createJournalWriters(layout);
  const sources = new Map<string, Source>();
  const problems: JournalProblem[] = [];
  const isLocal = isLocalDisk(layout.journal);
  let looks = 0;

  function unfinished(): readonly Source[] {
    for (const writer of writers.look()) {
      if (writer !== own && !sources.has(writer)) {
        const lines = createLineReader(layout.journalOf(writer), 0, isLocal);
        sources.set(writer, { writer, lines, fence: 0, gone: false, done: false });
      }
    }
    const live = [...sources.values()].filter((source) => !source.done);
    if (looks % GONE_EVERY === 0) {
      for (const source of live) {
        source.gone ||= writers.isGone(source.writer);
      }
    }
    looks += 1;
    return live;
  }

  function take(source: Source, lines: readonly Line[], into: JournalEntry[]): void {
    for (const line of lines) {
      const entry = parseEntry(line.text, source.writer);
      if (typeof entry === 'string') {
        problems.push({ file: layout.journalOf(source.writer), offset: line.offset, message: entry });
      } else {
        into.push(entry);
        source.fence = entry.fence;
        source.done ||= entry.op === 'ended';
      }
    }
    source.done ||= source.gone && lines.length === 0;
  }

  async function read(): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    const unread = new Set(unfinished());
    while (entries.length < ENOUGH) {
      const source = furthestBehind(unread);
      if (source === null) {
        break;
      }
      const lines = await source.lines.read(unread.size > 1 ? SLICE : SLICE_ALONE);
      take(source, lines, entries);
      if (lines.length === 0 || source.done || !source.lines.more()) {
        unread.delete(source);
      }
    }
    return entries;
  }

  function* readAllSync(): Iterable<JournalEntry> {
    for (const source of unfinished()) {
      do {
        const entries: JournalEntry[] = [];
        take(source, source.lines.readSync(BATCH), entries);
        yield* entries;
      } while (source.lines.more());
    }
  }

  function finishedWriters(): ReadonlySet<string> {
    return new Set([...sources.values()].filter(({ done }) => done).map(({ writer }) => writer));
  }
  return { read, readAllSync, finishedWriters, problems };
}

function furthestBehind(sources: Iterable<Source>): Source | null {
  let found: Source | null = null;
  for (const source of sources) {
    found = found === null || source.fence < found.fence ? source : found;
  }
  return found;
}

/** Only such a line can have the key `__proto__`, written out or in escapes: others are not searched. */
const UNUSUAL = /__proto__|\\u/;

/** Such a key would change what all objects of the reader have. */
function hasPrototypeKey(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototypeKey))
  );
}

/** An entry, or the reason why the line is none. */
function parseEntry(text: string, writer: string): JournalEntry | string {
  try {
    const value: unknown = JSON.parse(text);
    if (UNUSUAL.test(text) && hasPrototypeKey(value)) {
      return 'A line of a journal has no key `__proto__`: it is skipped.';
    }
    const parsed = journalLineSchema.safeParse(value);
    return parsed.success ? Object.assign(parsed.data, { writer }) : z.prettifyError(parsed.error);
  } catch (thrown) {
    return messageOf(thrown);
  }
}
