import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { TrashEntry as ShownEntry } from '#core/contract/home.ts';
import {
  deleteFromTrash,
  findInTrash,
  listTrash,
  placeBeside,
  restoreFromTrash,
  TRASH_DIRECTORY,
  type TrashEntry,
} from '#core/launch/root/trash.ts';
import type { Clock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { restoreTrial, trialPlace } from './restore-trial.ts';

export { listTrash } from '#core/launch/root/trash.ts';

/** Moves an entry back to where it was: an overwritten run, or a deleted trial, which counts again then. */
export async function restore(path: string, clock: Clock): Promise<TrashEntry> {
  const entry = await findInTrash(resolve(path));
  const place = trialPlace(entry.original);
  if (place === null) {
    return await restoreFromTrash(path);
  }
  await restoreTrial(entry, place, clock);
  return entry;
}

/** All that lies in the trash of these folders, newest first; a folder that can't be read has nothing to show. */
export async function trashIn(folders: readonly string[]): Promise<readonly ShownEntry[]> {
  const listed = await Promise.all(folders.map((folder) => listTrash(folder).catch(() => [])));
  const entries = new Map(listed.flat().map((entry) => [entry.path, entry]));
  return [...entries.values()].sort((a, b) => (a.moved_at < b.moved_at ? 1 : -1)).map(shown);
}

function shown(entry: TrashEntry): ShownEntry {
  const kind = trialPlace(entry.original) === null ? 'run' : 'trial';
  const isTaken = kind === 'run' && existsSync(entry.original);
  return { ...entry, kind, other_place: isTaken ? placeBeside(entry.original) : null };
}

/**
 * For a host that a page asks: only what lies in the trash of one of these folders may be moved back.
 *
 * @throws IncumbentError `not-found` if the entry lies elsewhere
 */
export async function requireKnownTrash(path: string, folders: readonly string[]): Promise<void> {
  const trash = dirname(resolve(path));
  if (basename(trash) !== TRASH_DIRECTORY || !folders.includes(dirname(trash))) {
    throw new IncumbentError(
      'not-found',
      `Only what lies in the trash of a run on the list, or of a folder around one, can be moved back; found ${path}. Open the run's folder first`,
      { path },
    );
  }
}

/** Moves an entry back, a run whose place is taken beside it. Answers the run's directory. */
export async function restoreShown(path: string, clock: Clock): Promise<string> {
  const entry = shown(await findInTrash(resolve(path)));
  if (entry.kind === 'run') {
    // Asked before anything is moved: a directory that is no run stays where it is.
    await READERS.require(entry.path);
  }
  if (entry.other_place !== null) {
    return (await restoreFromTrash(path, entry.other_place)).original;
  }
  const { original } = await restore(path, clock);
  return trialPlace(original)?.root ?? original;
}

/** What emptying would delete: one entry of a trash, or everything in the trash of a folder. */
export async function wouldEmpty(path: string): Promise<readonly TrashEntry[]> {
  const absolute = resolve(path);
  return basename(dirname(absolute)) === TRASH_DIRECTORY
    ? [await findInTrash(absolute)]
    : await listTrash(absolute);
}

/** Deletes these for good. */
export async function emptyTrash(entries: readonly TrashEntry[]): Promise<readonly TrashEntry[]> {
  for (const { path } of entries) {
    await deleteFromTrash(path);
  }
  return entries;
}
