import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { errnoOf, fileError } from '#core/platform/files.ts';

const NEWLINE = 10;
/** What a worker looks at when it begins are three files of each trial: they must not become texts in its memory. */
const PIECE = Buffer.allocUnsafeSlow(1 << 16);
const NOTHING = Buffer.alloc(0);

/**
 * Whether a small file of ours is there and not half: after a power cut, one that was renamed into place without a sync
 * may be empty, end too early, or read as zeros where its pages were not written. One that holds something else than
 * `expected` is whole: its content is for others to judge.
 */
export function isWholeFile(path: string, expected: string): boolean {
  const found = bytesOf(path);
  const wanted = Buffer.from(expected);
  const isCut = found.length < wanted.length && wanted.subarray(0, found.length).equals(found);
  const isEnded = found.at(-1) === NEWLINE || wanted.at(-1) !== NEWLINE;
  return isEnded && !isCut && !found.includes(0);
}

/** The content of a file until the next call; nothing where there is none. */
function bytesOf(path: string): Buffer {
  try {
    const descriptor = openSync(path, 'r');
    try {
      const length = readSync(descriptor, PIECE, 0, PIECE.length, 0);
      return length < PIECE.length ? PIECE.subarray(0, length) : readFileSync(path);
    } finally {
      closeSync(descriptor);
    }
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return NOTHING;
    }
    throw fileError(thrown, path, 'read');
  }
}
