import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { FlatTarget, OpenedRun, WatchTarget } from '#core/readers/reader.ts';

type Found = Pick<OpenedRun, 'root' | 'reader'>;

/** A deletion is over after so many looks; a run that is at work may change between any two. */
const MOST_REFUSALS = 60;

/** What a directory that is being deleted holds at last may look like the run of another program. */
export type Leftovers = {
  /** The run that stands there is shown. */
  know(run: Found): void;
  /** Nothing stood there: whatever comes next is no leftover. */
  forget(): void;
  /**
   * What stays as it is from one look to the next is nothing that is being deleted, nor is what changes for long.
   *
   * @param files - a {@link fingerprint} of the files as they are now
   * @throws IncumbentError `root-replaced` for what may be left of a run that is being deleted
   */
  refuse(run: Found, files: string): void;
};

export function createLeftovers(): Leftovers {
  let known: string | null = null;
  let seen: string | null = null;
  let refusals = 0;
  const begin = (reader: string | null) => {
    [known, seen, refusals] = [reader, null, 0];
  };
  return {
    know: ({ reader }) => begin(reader),
    forget: () => begin(null),
    refuse: ({ root, reader }, files) => {
      if (known === null || reader === known || files === seen || refusals === MOST_REFUSALS) {
        return;
      }
      seen = files;
      refusals += 1;
      throw new IncumbentError(
        'root-replaced',
        `Expected the run that was listed; it is gone, and what is left looks like a run of ${reader}: ${root}. If it stays so, it is shown as one in a moment`,
        { root, gone: true },
      );
    },
  };
}

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
