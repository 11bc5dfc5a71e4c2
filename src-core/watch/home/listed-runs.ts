import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';
import type { HomeFolders } from './home-folders.ts';
import type { HomeRow } from './home-row.ts';
import type { HomeRows } from './home-rows.ts';
import type { RunList, RunListFile } from './run-list-file.ts';

/** Keeps rows and folders what the file of the list says, whichever app wrote it. */
export type ListedRuns = {
  /** Makes rows and folders what the file says now; one at a time. */
  reconcile(): Promise<void>;
  /** Changes the list for all apps, and the rows and folders of this one with it. */
  change(edit: (list: RunList) => RunList): Promise<void>;
  /** @throws IncumbentError `not-found` */
  row(key: string): Promise<HomeRow>;
  /** Settles when nothing is being reconciled. */
  settled(): Promise<void>;
};

export type ListedRunsOptions = {
  readonly file: RunListFile;
  readonly rows: HomeRows;
  readonly folders: HomeFolders;
  readonly log: Logger;
};

export function createListedRuns({ file, rows, folders, log }: ListedRunsOptions): ListedRuns {
  let reconciling: Promise<void> = Promise.resolve();
  let seen: string | null | undefined;

  const reconcileOnce = async (): Promise<void> => {
    const stamp = file.stamp();
    const list = file.read();
    if (stamp !== seen) {
      seen = stamp;
      await folders.set(list.folders.map((folder) => folder.path));
    }
    rows.set(list, folders.folders);
  };

  const reconcile = async (): Promise<void> => {
    reconciling = reconciling.then(async () => {
      try {
        await reconcileOnce();
      } catch (error) {
        log.warn(`The list of runs could not be read: ${messageOf(error)}`);
      }
    });
    await reconciling;
  };

  return {
    reconcile,
    change: async (edit) => {
      await file.change(edit);
      await reconcile();
    },
    row: async (key) => {
      await reconcile();
      return rows.all().find((row) => row.key === key) ?? refuse(key);
    },
    settled: () => reconciling,
  };
}

function refuse(key: string): never {
  throw new IncumbentError('not-found', `No run on the list has the key ${key}; open its directory first`, {
    key,
  });
}
