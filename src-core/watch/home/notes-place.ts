import { join } from 'node:path';
import type { OpenedRun } from '#core/readers/reader.ts';
import { runKey } from '#core/readers/run-key.ts';
import { runLayout } from '#core/state/layout.ts';

/**
 * Where the notes of a run are: in the hidden directory of one of ours, so that they go where it goes; in the app's own
 * folder for a run of another program, whose directory is never written to.
 *
 * @param dataDirectory - the app's own folder
 */
export function notesPlace(
  { root, layout }: Pick<OpenedRun, 'root' | 'layout'>,
  dataDirectory: string,
): string {
  return layout === 'incumbent' ? runLayout(root).notes : join(dataDirectory, 'notes', runKey(root));
}
