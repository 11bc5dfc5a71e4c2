import { basename, dirname, resolve } from 'node:path';
import {
  deleteFromTrash,
  findInTrash,
  listTrash,
  TRASH_DIRECTORY,
  type TrashEntry,
} from '#core/launch/trash.ts';

export { listTrash, restoreFromTrash } from '#core/launch/trash.ts';

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
