import { sep } from 'node:path';
import { systemClock } from '#core/platform/clock.ts';
import { identityIn, namesIn, stampOfFile, statOrNull } from '#core/readers/foreign/small-file.ts';
import type { TrialFormat } from '../layouts/layout.ts';
import { idOfDirectory, inOrderOfNumber } from './trial-name.ts';

/** What the folder of the trials holds, compared with before. */
type DirectoryChanges = { readonly added: readonly string[]; readonly gone: readonly string[] };

/** The directories of trials, by the ids that their names tell. */
export type TrialDirectories = {
  pathOf(id: string): string;
  /** Differs after any change of the files that tell of a trial. */
  stampOf(id: string, format: Pick<TrialFormat, 'files' | 'substitutes'>): string;
  /** Lists the folder again where something came or went. */
  refresh(): DirectoryChanges;
};

/** Milliseconds within which a folder may change again without another time of its own. */
const COARSE = 50;

export function createTrialDirectories(folder: string): TrialDirectories {
  let ids: ReadonlySet<string> = new Set();
  let stamp: FolderStamp | null = null;
  let listedAt = 0;
  const pathOf = (id: string): string => `${folder}${sep}config_${id}`;

  return {
    pathOf,
    stampOf: (id, { files, substitutes }) => {
      const directory = pathOf(id);
      let stamp = '';
      for (const name of files) {
        const own = stampOfFile(`${directory}${sep}${name}`);
        const other = own === '-' ? substitutes[name] : undefined;
        stamp += `${other === undefined ? own : stampOfFile(`${directory}${sep}${other}`)}|`;
      }
      return stamp;
    },
    refresh: () => {
      const now = folderStamp(folder);
      // A folder that was listed in the moment of its change may have changed once more in that moment.
      if (stamp !== null && now?.text === stamp.text && listedAt - stamp.changedAt > COARSE) {
        return { added: [], gone: [] };
      }
      stamp = now;
      listedAt = systemClock.now().getTime();
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

type FolderStamp = { readonly text: string; readonly changedAt: number };

function folderStamp(folder: string): FolderStamp | null {
  const found = statOrNull(folder);
  return found === null
    ? null
    : { text: `${identityIn(found)} ${found.mtimeMs} ${found.ctimeMs}`, changedAt: found.mtimeMs };
}
