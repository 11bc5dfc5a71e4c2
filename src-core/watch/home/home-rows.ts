import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { RunWatches } from '../run/run-watch.ts';
import type { HomeFolders, WatchedFolder } from './home-folders.ts';
import { HomeRow, type LiveSlots } from './home-row.ts';
import type { RunList, RunListFile } from './run-list-file.ts';

/** The rows of the list of runs: which there are, and whose turn it is to be looked at. */
export type HomeRows = {
  /** Opened runs first, in the order of opening, then those of the watched folders. */
  all(): readonly HomeRow[];
  /** Exactly these rows from now on; rows that stay keep what they know. */
  set(list: RunList, folders: readonly WatchedFolder[]): void;
  /** Looks at new rows, and at some of the others: every row has its turn once in a few calls. */
  checkSome(): Promise<void>;
  pause(): Promise<void>;
  resume(): void;
};

/** Rows are looked at in turn, all of them within this many calls, and so many at once. */
const CALLS_PER_TURN = 5;
const AT_ONCE = 4;

/** How many runs are followed live at once. Each holds its trials in memory and watches its files. */
const MOST_LIVE = 32;

export function createHomeRows(options: {
  readonly watches: RunWatches;
  readonly clock: Clock;
  readonly onChange: () => void;
  readonly mostLive?: number;
}): HomeRows {
  const { watches, clock, onChange } = options;
  const slots = liveSlots(options.mostLive ?? MOST_LIVE);
  let rows = new Map<string, HomeRow>();
  let fresh: HomeRow[] = [];
  let turn: HomeRow[] = [];
  let checking: Promise<void> | null = null;
  let paused = false;

  const check = async (): Promise<void> => {
    const count = Math.ceil(rows.size / CALLS_PER_TURN);
    if (turn.length === 0) {
      turn = [...rows.values()];
    }
    const now = [...fresh, ...turn.splice(0, count)];
    fresh = [];
    for (let at = 0; at < now.length && !paused; at += AT_ONCE) {
      await Promise.all(now.slice(at, at + AT_ONCE).map((row) => row.check()));
    }
  };

  return {
    all: () => [...rows.values()],
    set: (list, folders) => {
      const wanted = wantedRuns(list, folders);
      const next = new Map<string, HomeRow>();
      for (const [root, folder] of wanted) {
        const known = rows.get(root);
        const row = known ?? new HomeRow({ root, folder, slots, watches, clock, onChange });
        row.folder = folder;
        next.set(root, row);
        if (known === undefined) {
          fresh.push(row);
        }
      }
      const gone = [...rows.values()].filter((row) => !next.has(row.root));
      for (const row of gone) {
        void row.pause();
      }
      if (gone.length > 0 || next.size !== rows.size) {
        options.onChange();
      }
      rows = next;
    },
    checkSome: async () => {
      checking ??= check().finally(() => {
        checking = null;
      });
      await checking;
    },
    pause: async () => {
      paused = true;
      await checking;
      // Somebody may have come to look during the last check: then the rows go on.
      if (paused) {
        await Promise.all([...rows.values()].map((row) => row.pause()));
      }
    },
    resume: () => {
      paused = false;
      for (const row of rows.values()) {
        row.resume();
      }
      fresh = [...rows.values()];
    },
  };
}

function liveSlots(most: number): LiveSlots {
  let taken = 0;
  return {
    take: () => {
      const isFree = taken < most;
      taken += isFree ? 1 : 0;
      return isFree;
    },
    give: () => {
      taken -= 1;
    },
  };
}

/** Roots and the folder that brings each; null for runs that the person opened. */
function wantedRuns(list: RunList, folders: readonly WatchedFolder[]): ReadonlyMap<string, string | null> {
  const wanted = new Map<string, string | null>();
  for (const { root } of list.runs) {
    wanted.set(root, null);
  }
  for (const { path, roots } of folders) {
    for (const root of roots) {
      if (!(wanted.has(root) || list.hidden.includes(root))) {
        wanted.set(root, path);
      }
    }
  }
  return wanted;
}

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

type ListedRunsOptions = {
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
