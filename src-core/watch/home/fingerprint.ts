import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FlatTarget, WatchTarget } from '#core/readers/reader.ts';

/**
 * A short text that differs after any change of a file that the targets cover: names, sizes, times and identities of
 * the files, not their content. It tells whether a run at rest has to be read again.
 */
export async function fingerprint(targets: readonly (WatchTarget | FlatTarget)[]): Promise<string> {
  const hash = createHash('sha256');
  for (const target of targets) {
    await ('entries' in target
      ? addFlat(hash, target)
      : addEntry(hash, target.path, target, target.depth + 1));
  }
  return hash.digest('base64');
}

type Hash = ReturnType<typeof createHash>;

/** A directory's own time tells whether anything came or went in it. */
async function addFlat(hash: Hash, { path, entries }: FlatTarget): Promise<void> {
  for (const each of [path, ...(entries ?? []).map((name) => join(path, name))]) {
    const stat = await lstat(each, { bigint: true }).catch(() => null);
    hash.update(stat === null ? `${each} -\n` : `${each} ${stat.ino} ${stat.size} ${stat.mtimeNs}\n`);
  }
}

async function addEntry(hash: Hash, path: string, target: WatchTarget, levels: number): Promise<void> {
  const stat = await lstat(path, { bigint: true }).catch(() => null);
  if (stat === null) {
    hash.update(`${path} -\n`);
    return;
  }
  if (!stat.isDirectory()) {
    hash.update(`${path} ${stat.ino} ${stat.size} ${stat.mtimeNs}\n`);
    return;
  }
  hash.update(`${path} ${stat.ino}\n`);
  if (levels === 0) {
    return;
  }
  const names = await readdir(path).catch(() => []);
  for (const name of names.sort()) {
    const below = join(path, name);
    if (!target.ignore(below)) {
      await addEntry(hash, below, target, levels - 1);
    }
  }
}
