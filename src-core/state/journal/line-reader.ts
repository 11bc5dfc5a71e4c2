import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { errnoOf, fileError } from '#core/platform/files.ts';

const CHUNK = 64 * 1024;
const NEWLINE = 10;
/** For the first chunk of each synchronous reading: these never overlap. */
const FIRST = Buffer.allocUnsafeSlow(CHUNK);

/** A whole line and the byte at which it starts. */
export type Line = { readonly text: string; readonly offset: number };

/** Reads a growing file line by line from where it stopped. A line without its end waits; empty ones are left out. */
export type LineReader = {
  /** Whole lines of about the next `bytes` bytes, at least one line if there is one. */
  readSync(bytes: number): readonly Line[];
  read(bytes: number): Promise<readonly Line[]>;
  /** Whether the last reading stopped before the end of the file. */
  more(): boolean;
};

/**
 * The file is opened anew for each reading: that is what makes a network file system look at the server. A missing
 * file has no lines yet.
 *
 * @param isLocal whether one look at the size may tell that nothing is new, as on a disk of this machine
 */
export function createLineReader(path: string, from = 0, isLocal = false): LineReader {
  let offset = from;
  let more = false;

  /** Takes the whole lines off the text that was read at `offset`. */
  function take(chunks: Chunks): readonly Line[] {
    const text = chunks.all();
    more = !chunks.ended();
    const end = text.lastIndexOf(NEWLINE) + 1;
    const lines: Line[] = [];
    for (let start = 0; start < end; ) {
      const stop = text.indexOf(NEWLINE, start);
      if (stop > start) {
        lines.push({ text: text.toString('utf8', start, stop), offset: offset + start });
      }
      start = stop + 1;
    }
    offset += end;
    return lines;
  }

  function readSyncLines(bytes: number): readonly Line[] {
    if (isLocal && statSync(path, { throwIfNoEntry: false })?.size === offset) {
      more = false;
      return [];
    }
    const descriptor = openOrNull(path);
    if (descriptor === null) {
      return [];
    }
    try {
      const chunks = createChunks(bytes);
      while (chunks.wanted()) {
        // What is new of a journal is read within a step: most times it is little, and lines are texts of their own.
        const chunk = chunks.length() === 0 ? FIRST : Buffer.allocUnsafe(chunks.size());
        chunks.add(chunk, readSync(descriptor, chunk, 0, chunk.length, offset + chunks.length()));
      }
      return take(chunks);
    } finally {
      closeSync(descriptor);
    }
  }

  async function readLines(bytes: number): Promise<readonly Line[]> {
    const file = await open(path, 'r').catch((thrown) => orNull(thrown, path));
    if (file === null) {
      return [];
    }
    try {
      const chunks = createChunks(bytes);
      while (chunks.wanted()) {
        const chunk = Buffer.allocUnsafe(chunks.size());
        const { bytesRead } = await file.read(chunk, 0, chunk.length, offset + chunks.length());
        chunks.add(chunk, bytesRead);
      }
      return take(chunks);
    } finally {
      await file.close();
    }
  }
  return { readSync: readSyncLines, read: readLines, more: () => more };
}

/** Collects chunks until `bytes` are there with at least one whole line, or the file ends. */
function createChunks(bytes: number) {
  const chunks: Buffer[] = [];
  let [total, ended, whole] = [0, false, false];
  return {
    wanted: () => !ended && (total < bytes || !whole),
    size: () => (total === 0 ? CHUNK : Math.max(CHUNK, Math.min(CHUNK * 16, bytes - total))),
    length: () => total,
    ended: () => ended,
    add(chunk: Buffer, read: number): void {
      const part = chunk.subarray(0, read);
      chunks.push(part);
      total += read;
      ended = read < chunk.length;
      whole ||= part.includes(NEWLINE);
    },
    all: () => (chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
  };
}

type Chunks = ReturnType<typeof createChunks>;

function openOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (thrown) {
    return orNull(thrown, path);
  }
}

function orNull(thrown: unknown, path: string): null {
  if (errnoOf(thrown) === 'ENOENT') {
    return null;
  }
  throw fileError(thrown, path, 'read');
}
