import { join } from 'node:path';
import { systemClock } from '#core/platform/clock.ts';
import { identityOf, namesIn, stampOfFile, statOrNull } from '../foreign/small-file.ts';
import { idOfDirectory, inOrderOfNumber } from './trial-name.ts';

/** What the folder of the trials holds, compared with before. */
export type DirectoryChanges = { readonly added: readonly string[]; readonly gone: readonly string[] };

/** The directories of trials, by the ids that their names tell. */
export type TrialDirectories = {
  pathOf(id: string): string;
  /** Differs after any change of these files of a trial. */
  stampOf(id: string, files: readonly string[]): string;
  /** Lists the folder again where something came or went. */
  refresh(): DirectoryChanges;
};

/** A folder that changed within this many milliseconds may change again without another time. */
const COARSE = 2_000;

export function createTrialDirectories(folder: string): TrialDirectories {
  let ids: ReadonlySet<string> = new Set();
  let stamp = '';
  const pathOf = (id: string): string => join(folder, `config_${id}`);

  return {
    pathOf,
    stampOf: (id, files) => {
      const directory = pathOf(id);
      return files.map((name) => stampOfFile(join(directory, name))).join('|');
    },
    refresh: () => {
      const now = folderStamp(folder);
      if (now !== null && now === stamp) {
        return { added: [], gone: [] };
      }
      stamp = now ?? '';
      const before = ids;
      const found = (namesIn(folder) ?? []).flatMap((name) => idOfDirectory(name) ?? []);
      ids = new Set(found);
      return {
        added: inOrderOfNumber(found.filter((id) => !before.has(id))),
        gone: [...before].filter((id) => !ids.has(id)),
      };
    },
  };
}

/** Null where it can't tell whether anything came or went since. */
function folderStamp(folder: string): string | null {
  const found = statOrNull(folder);
  const isFresh = found !== null && Math.abs(systemClock.now().getTime() - found.mtimeMs) < COARSE;
  return found === null || isFresh ? null : `${identityOf(folder)} ${found.mtimeMs}`;
}
