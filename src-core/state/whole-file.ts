import { readTextOrNull } from '#core/platform/files.ts';

/**
 * Whether a small file of ours is there and not half: after a power cut, one that was renamed into place without a sync
 * may be empty, end too early, or read as zeros where its pages were not written. One that holds something else than
 * `expected` is whole: its content is for others to judge.
 */
export function isWholeFile(path: string, expected: string): boolean {
  const text = readTextOrNull(path) ?? '';
  const isCut = text.length < expected.length && expected.startsWith(text);
  const isEnded = text.endsWith('\n') || !expected.endsWith('\n');
  return isEnded && !isCut && !text.includes('\0');
}
