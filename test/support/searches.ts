import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { removeFolder } from '#test/support/remove-folder.ts';
import { killWorkers, searchFolder } from './command-line.ts';

type Search = ReturnType<typeof searchFolder>;

/** Makes searches that vanish after each test of the file, together with workers that a failed test left. */
export function searchesOfThisFile(): (...given: Parameters<typeof searchFolder>) => Search {
  const made: Search[] = [];
  afterEach(async () => {
    for (const { folder, root } of made.splice(0)) {
      rmSync(join(folder, 'hold'), { force: true });
      await killWorkers(root);
      // What was killed may still be writing its last file.
      removeFolder(folder);
    }
  });
  return (...given) => {
    const search = searchFolder(...given);
    made.push(search);
    return search;
  };
}
