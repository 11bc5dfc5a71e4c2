import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseStudyAddress, studyAddress } from './optuna/study-address.ts';

/**
 * The directory itself, links followed; the absolute path as it is where it does not exist (any more). Of a study in a
 * storage of Optuna, the file with the study's name behind it.
 */
export async function realRoot(root: string): Promise<string> {
  const { file, study } = parseStudyAddress(root);
  const absolute = resolve(file);
  const real = await realpath(absolute).catch(() => absolute);
  return study === null ? real : studyAddress(real, study);
}

/**
 * The short name of a run in addresses (`#/run/<key>`): the first ten hexadecimal digits of the SHA-256 of its root.
 *
 * @param root - as {@link realRoot} gives it, so that every way of writing a directory leads to the same run.
 */
export function runKey(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 10);
}
