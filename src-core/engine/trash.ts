import { basename, dirname, resolve } from 'node:path';
import { deleteFromTrash, listTrash, TRASH_DIRECTORY, type TrashEntry } from '#core/launch/trash.ts';

export { listTrash, restoreFromTrash } from '#core/launch/trash.ts';

/** Deletes for good: one entry of a trash, or everything in the trash of a folder. Answers what was deleted. */
export async function emptyTrash(path: string): Promise<readonly TrashEntry[]> {
  const absolute = resolve(path);
  if (basename(dirname(absolute)) === TRASH_DIRECTORY) {
    return [await deleteFromTrash(absolute)];
  }
  const entries = await listTrash(absolute);
  for (const { path: entry } of entries) {
    await deleteFromTrash(entry);
  }
  return entries;
}
