import { existsSync } from 'node:fs';
import { readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { makeFolder, runDisk } from '#core/state/run-files.ts';

/** Stands beside the runs whose overwritten predecessors it keeps. */
export const TRASH_DIRECTORY = '.incumbent-trash';

/** One directory that overwriting moved away. */
export type TrashEntry = {
  readonly path: string;
  /** Where it was, and where *Restore* brings it back. */
  readonly original: string;
  /** ISO 8601, UTC. */
  readonly moved_at: string;
};

const STAMP = /^(.+)-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z(?:-\d+)?$/;

/** The folder into which overwriting `root` moves it: `.incumbent-trash` beside it. */
export function trashBeside(root: string): string {
  return join(dirname(root), TRASH_DIRECTORY);
}

/** Moves a directory into the trash beside it, as `NAME-TIME`, with one rename: all of it or nothing. */
export async function moveToTrash(root: string, now: Date): Promise<string> {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const target = freeName(join(trashBeside(root), `${basename(root)}-${stamp}`));
  try {
    makeFolder('trash.make', dirname(target));
    runDisk.rename('trash.move', root, target);
    return target;
  } catch (thrown) {
    throw fileError(thrown, root, `move to ${dirname(target)} the directory`);
  }
}

/** Two overwrites within one millisecond get names of their own. */
function freeName(path: string): string {
  let name = path;
  for (let count = 2; existsSync(name); count++) {
    name = `${path}-${count}`;
  }
  return name;
}

/**
 * What is in the trash of `folder`: a folder that holds runs, a run (then with its deleted trials), or the trash itself.
 * Oldest first.
 */
export async function listTrash(folder: string): Promise<readonly TrashEntry[]> {
  const ofTrials = join(resolve(folder), 'results', TRASH_DIRECTORY);
  const entries = [...(await entriesIn(trashOf(folder))), ...(await entriesIn(ofTrials))];
  return entries.sort((a, b) => (a.moved_at < b.moved_at ? -1 : 1));
}

async function entriesIn(trash: string): Promise<readonly TrashEntry[]> {
  const names = await readdir(trash).catch((thrown) => {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, trash, 'list');
  });
  return names.flatMap((name) => entryOf(join(trash, name)) ?? []);
}

function trashOf(folder: string): string {
  const absolute = resolve(folder);
  if (basename(absolute) === TRASH_DIRECTORY) {
    return absolute;
  }
  // A run itself may be named as well as the folder that holds it.
  const inside = join(absolute, TRASH_DIRECTORY);
  const beside = join(dirname(absolute), TRASH_DIRECTORY);
  return !existsSync(inside) && existsSync(beside) ? beside : inside;
}

function entryOf(path: string): TrashEntry | null {
  const match = STAMP.exec(basename(path));
  const [, name, day, hour, minute, second, milliseconds] = match ?? [];
  if (name === undefined) {
    return null;
  }
  return {
    path,
    original: join(dirname(dirname(path)), name),
    moved_at: `${day}T${hour}:${minute}:${second}.${milliseconds}Z`,
  };
}

/**
 * Moves an entry back to where it was, or to another place.
 *
 * @throws IncumbentError `not-found` where it is no entry of a trash, `root-occupied` where something is in its place
 */
export async function restoreFromTrash(path: string, otherPlace: string | null = null): Promise<TrashEntry> {
  const entry = await findInTrash(path);
  const place = otherPlace ?? entry.original;
  if (existsSync(place)) {
    throw new IncumbentError(
      'root-occupied',
      `A run is restored to where it was, but something is there: ${place}. Move that away first`,
      { path: entry.path, original: entry.original },
    );
  }
  try {
    await rename(entry.path, place);
  } catch (thrown) {
    throw fileError(thrown, entry.path, 'move back');
  }
  await removeIfEmpty(dirname(entry.path));
  return { ...entry, original: place };
}

/** A name beside a place that is taken, such as `runs/first-restored`. */
export function placeBeside(original: string): string {
  return freeName(`${original}-restored`);
}

/** Deletes one entry for good. */
export async function deleteFromTrash(path: string): Promise<TrashEntry> {
  const entry = await findInTrash(path);
  try {
    await rm(entry.path, { recursive: true });
  } catch (thrown) {
    throw fileError(thrown, entry.path, 'delete');
  }
  await removeIfEmpty(dirname(entry.path));
  return entry;
}

/** One entry of a trash. @throws IncumbentError `not-found` */
export async function findInTrash(path: string): Promise<TrashEntry> {
  const absolute = resolve(path);
  const entry = basename(dirname(absolute)) === TRASH_DIRECTORY ? entryOf(absolute) : null;
  if (entry === null || !existsSync(absolute)) {
    throw new IncumbentError(
      'not-found',
      `Expected a directory in ${TRASH_DIRECTORY}, found none at ${absolute}. \`incumbent trash list\` shows what there is`,
      { path: absolute },
    );
  }
  return entry;
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
