import { basename, dirname, resolve } from 'node:path';
import {
  deleteFromTrash,
  findInTrash,
  listTrash,
  restoreFromTrash,
  TRASH_DIRECTORY,
  type TrashEntry,
} from '#core/launch/trash.ts';
import type { Clock } from '#core/platform/clock.ts';
import { restoreTrial, trialPlace } from './restore-trial.ts';

export { listTrash } from '#core/launch/trash.ts';

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
