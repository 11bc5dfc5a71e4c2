import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { errnoOf, fileError } from '#core/platform/files.ts';

/** File systems write a file's content back in pieces that are multiples of this. */
const PAGE = 4096;
const NEWLINE = 10;

/**
 * Whether a small file of ours is there and as it was written. After a power cut a file that was renamed into place
 * without a sync may be empty, read as zeros from some page on, or end with a page; ours end with a newline.
 */
export function isWholeFile(path: string): boolean {
  const last = lastByte(path);
  return last !== null && last.byte !== 0 && (last.byte === NEWLINE || last.size % PAGE !== 0);
}

/** Null where the file is missing or empty. */
function lastByte(path: string): { readonly byte: number; readonly size: number } | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(thrown) ?? '')) {
      return null;
    }
    throw fileError(thrown, path, 'read');
  }
  try {
    const { size } = fstatSync(descriptor);
    const end = Buffer.alloc(1);
    return size > 0 && readSync(descriptor, end, 0, 1, size - 1) === 1 ? { byte: end[0] ?? 0, size } : null;
  } catch (thrown) {
    throw fileError(thrown, path, 'read');
  } finally {
    closeSync(descriptor);
  }
}
