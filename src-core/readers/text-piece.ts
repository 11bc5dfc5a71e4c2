import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import type { TextPiece } from '#core/contract/api/api-parts.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';

/** The most that one piece holds, in bytes. */
export const PIECE_BYTES = 256 * 1024;

export type PieceRequest = {
  readonly file: string;
  /** The file must really lie below this directory, links followed. */
  readonly root: string;
  /** First byte wanted; negative counts from the end of the file. */
  readonly offset: number;
};

/**
 * A piece of a growing UTF-8 text file. No character is ever cut: what is unfinished at the end waits for the next
 * piece, and an offset inside a character moves to the next one. The text has as many bytes in UTF-8 as were taken
 * from the file (a byte that is no UTF-8 becomes `?`), so the next piece begins at `offset` + its length in bytes.
 *
 * A file that is not there (yet), or is none of this run's, is empty. One that became shorter than `offset` starts
 * again: the answer's `offset` is then 0.
 */
export async function readTextPiece({ file, root, offset }: PieceRequest): Promise<TextPiece> {
  const handle = await openBelow(file, root);
  if (handle === null) {
    return { text: '', offset: 0, size: 0 };
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) {
      return { text: '', offset: 0, size: 0 };
    }
    return await pieceOf(handle, stat.size, offset);
  } catch (error) {
    throw fileError(error, file, 'read');
  } finally {
    await handle.close();
  }
}

const NONBLOCKING_READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Opens without waiting, so that a pipe that someone put in the place of a log can't hold us up. */
async function openBelow(file: string, root: string): Promise<FileHandle | null> {
  try {
    const [real, realRoot] = await Promise.all([realpath(file), realpath(root)]);
    return real.startsWith(realRoot + sep) ? await open(real, NONBLOCKING_READ) : null;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') {
      return null;
    }
    throw fileError(error, file, 'read');
  }
}

async function pieceOf(handle: FileHandle, size: number, offset: number): Promise<TextPiece> {
  const wanted = offset < 0 ? Math.max(0, size + offset) : offset;
  const start = wanted > size ? 0 : wanted;
  const buffer = Buffer.alloc(Math.min(PIECE_BYTES, size - start));
  const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
  const bytes = buffer.subarray(0, bytesRead);
  const from = start === 0 ? 0 : leadingContinuation(bytes);
  const whole = bytes.subarray(from, bytes.length - unfinishedTail(bytes));
  return { text: decode(whole), offset: start + from, size };
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** How many bytes at the start belong to a character that began before; at most 3 can. */
function leadingContinuation(bytes: Uint8Array): number {
  let count = 0;
  while (count < 3 && isContinuation(bytes[count])) {
    count += 1;
  }
  return count;
}

/** How many bytes at the end begin a character that is not complete. */
function unfinishedTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (!isContinuation(byte)) {
      return sequenceLength(byte) > back ? back : 0;
    }
  }
  return 0;
}

/** Length that a leading byte promises; 1 for what leads nothing. */
function sequenceLength(lead: number): number {
  if (lead >= 0xf0 && lead < 0xf5) {
    return 4;
  }
  if (lead >= 0xe0) {
    return lead < 0xf0 ? 3 : 1;
  }
  return lead >= 0xc2 ? 2 : 1;
}

function decode(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return STRICT.decode(withoutInvalidBytes(bytes));
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const QUESTION_MARK = 0x3f;

function withoutInvalidBytes(bytes: Uint8Array): Uint8Array {
  const clean = Uint8Array.from(bytes);
  let at = 0;
  while (at < clean.length) {
    const length = sequenceLength(clean[at] ?? 0);
    if (isValid(clean.subarray(at, at + length), length)) {
      at += length;
    } else {
      clean[at] = QUESTION_MARK;
      at += 1;
    }
  }
  return clean;
}

function isValid(sequence: Uint8Array, length: number): boolean {
  if (length === 1) {
    return (sequence[0] ?? 0) < 0x80;
  }
  try {
    STRICT.decode(sequence);
    return sequence.length === length;
  } catch {
    return false;
  }
}
