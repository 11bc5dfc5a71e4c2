import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, parse, relative, sep } from 'node:path';
import type { Survey } from './survey.ts';

/** What must survive wherever it lies: moving a directory away that holds one of these is refused. */
export type Precious = {
  readonly home: string;
  /** The YAML, the pipeline's file: the run that replaces this one needs them. */
  readonly files: readonly string[];
};

/** True where `path` is `folder` itself or lies below it; both absolute. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || parse(way).root !== '');
}

/**
 * Why a directory must never be moved away by overwriting, as a sentence for people; null where it may be.
 *
 * @param root absolute, links resolved
 */
export async function unsafeRoot(root: string, survey: Survey, precious: Precious): Promise<string | null> {
  const place = await unsafePlace(root, precious.home);
  if (place !== null) {
    return `it is ${place}`;
  }
  if (await isMountPoint(root)) {
    return 'it is a mount point';
  }
  const needed = precious.files.find((file) => isWithin(file, root));
  if (needed !== undefined) {
    return `it contains a file that the run needs: ${needed}`;
  }
  if (survey.repositories.length > 0) {
    return `it contains a repository: ${survey.repositories[0]}`;
  }
  return survey.runs.length > 0 ? `it contains another run: ${survey.runs[0]}` : null;
}

/** What a directory is in which no run may begin, whatever is in it or not; null where one may. */
export async function unsafePlace(root: string, home: string): Promise<string | null> {
  if (dirname(root) === root) {
    return 'the root of a file system';
  }
  // A home is often reached by a link, such as that of an automounter.
  const homes = [home, await realpath(home).catch(() => home)];
  if (homes.includes(root)) {
    return 'the home directory';
  }
  if (homes.some((each) => isWithin(each, root))) {
    return `a directory that contains the home directory ${home}`;
  }
  return basename(root) === '.incumbent-trash' ? 'the trash of overwritten runs' : null;
}

async function isMountPoint(root: string): Promise<boolean> {
  const [own, parent] = await Promise.all([lstat(root), stat(dirname(root))]);
  return own.dev !== parent.dev;
}
