import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * The short name of a root in addresses (`#/run/<key>`): the first ten hexadecimal digits of the SHA-256 of its real
 * path, so that every way of writing the same directory leads to the same run.
 */
export async function runKey(root: string): Promise<string> {
  return keyOfRealRoot(await realRoot(root));
}

/** As {@link runKey}, for a path that {@link realRoot} gave. */
export function keyOfRealRoot(root: string): string {
  return createHash('sha256').update(root).digest('hex').slice(0, 10);
}

/** The directory itself, links followed; the absolute path as it is where it does not exist (any more). */
export async function realRoot(root: string): Promise<string> {
  const absolute = resolve(root);
  return await realpath(absolute).catch(() => absolute);
}
