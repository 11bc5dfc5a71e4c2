import { createHash } from 'node:crypto';
import { readlink, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { runLayout } from '#core/state/layout.ts';
import type { OpenedRun } from './reader.ts';
import { parseRunAddress, runAddress } from './run-address.ts';

/**
 * The directory itself, links followed; where it does not exist (any more), where it would be made. Of a run in a
 * file that may hold several, the file with the run's name behind it.
 */
export async function realRoot(root: string): Promise<string> {
  const { path, run } = parseRunAddress(root);
  const absolute = resolve(path);
  const real = await realpath(absolute).catch(() => endOfLinks(absolute));
  return run === null ? real : runAddress(real, run);
}

/** More in a row lead nowhere. */
const MOST_LINKS = 40;

/** Where a link leads whose end is missing, such as that of a run that was just moved away. */
async function endOfLinks(path: string, left = MOST_LINKS): Promise<string> {
  const target = left === 0 ? null : await readlink(path).catch(() => null);
  if (target === null) {
    return path;
  }
  // A link's way begins where its folder really is: `..` of it is elsewhere where that was reached by a link too.
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return await endOfLinks(resolve(folder, target), left - 1);
}

/**
 * The short name of a run in addresses (`#/run/<key>`): the first ten hexadecimal digits of the SHA-256 of its root.
 *
 * @param root - as {@link realRoot} gives it, so that every way of writing a directory leads to the same run.
 */
export function runKey(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 10);
}

/**
 * Where the notes of a run are: in the hidden directory of one of ours, so that they go where it goes; in the app's own
 * folder for a run of another program, whose directory is never written to.
 *
 * @param dataDirectory - the app's own folder
 */
export function notesPlace(
  { root, layout }: Pick<OpenedRun, 'root' | 'layout'>,
  dataDirectory: string,
): string {
  return layout === 'incumbent' ? runLayout(root).notes : join(dataDirectory, 'notes', runKey(root));
}
