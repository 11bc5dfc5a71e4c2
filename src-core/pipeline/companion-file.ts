import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNS_FROM_SOURCE } from '#core/platform/runs-from-source.ts';

/**
 * A file that another process is started with: at `source` (relative to this folder) in the sources, `built` beside
 * the bundle otherwise.
 */
export function companionFile(file: { readonly source: string; readonly built: string }): string {
  return fileURLToPath(new URL(RUNS_FROM_SOURCE ? file.source : file.built, import.meta.url));
}

/** Where our own code lies, for leaving its frames out of the user's stacks. */
export const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));
