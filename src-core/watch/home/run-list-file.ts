import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { named, readTextOrNull, writeAtomic } from '#core/platform/files.ts';
import type { Logger } from '#core/platform/log.ts';

/** What the app remembers of runs. Roots and folders are real paths, oldest first. */
const runListSchema = z.object({
  version: z.literal(1),
  runs: z.array(z.object({ root: z.string() })),
  folders: z.array(z.object({ path: z.string() })),
  /** Runs below a watched folder that the person took off the list. */
  hidden: z.array(z.string()),
});
export type RunList = z.infer<typeof runListSchema>;

const EMPTY: RunList = { version: 1, runs: [], folders: [], hidden: [] };

/** A change takes a few milliseconds; whoever died while changing is in the way for at most `stale`. */
const LOCK = {
  realpath: false,
  stale: 5000,
  update: 2000,
  retries: { retries: 200, factor: 1.3, minTimeout: 2, maxTimeout: 50, randomize: true },
} as const;

export type RunListFile = {
  read(): RunList;
  /** Reads again, changes and replaces the file, alone among all apps: what another one wrote meanwhile stays. */
  change(edit: (list: RunList) => RunList): Promise<RunList>;
  /** Differs after every change by whomever; null while there is no file. */
  stamp(): string | null;
};

/** `runs.json` in the app's own folder. A file that can't be understood is set aside, never overwritten. */
export function runListFile(directory: string, log: Logger): RunListFile {
  const path = join(directory, 'runs.json');

  const read = (): RunList => {
    const text = readTextOrNull(path);
    return text === null ? EMPTY : (parse(text) ?? EMPTY);
  };

  const setBrokenAside = (): void => {
    const text = readTextOrNull(path);
    if (text !== null && parse(text) === null) {
      renameSync(path, `${path}.unreadable`);
      log.warn(`The list of runs could not be understood and is kept as ${path}.unreadable`);
    }
  };

  return {
    read,
    change: async (edit) => {
      named(directory, 'create the directory', () => mkdirSync(directory, { recursive: true }));
      const release = await locked(path);
      try {
        setBrokenAside();
        const list = edit(read());
        writeAtomic(path, `${JSON.stringify(list, null, 2)}\n`, { fsync: true });
        return list;
      } finally {
        await release().catch(() => undefined);
      }
    },
    stamp: () => {
      const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
      return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
    },
  };
}

async function locked(path: string): Promise<() => Promise<void>> {
  try {
    return await lockfile.lock(path, { ...LOCK, onCompromised: () => undefined });
  } catch (error) {
    throw new IncumbentError(
      'lock-timeout',
      `The list of runs is in use by another app: ${messageOf(error)}`,
      {
        path,
      },
    );
  }
}

function parse(text: string): RunList | null {
  try {
    const parsed = runListSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The list with this run on it (shown again if it was hidden). */
export function withRun(list: RunList, root: string): RunList {
  const runs = list.runs.some((run) => run.root === root) ? list.runs : [...list.runs, { root }];
  return { ...list, runs, hidden: list.hidden.filter((hidden) => hidden !== root) };
}

/** The list without this run; where a watched folder would bring it back, it stays hidden. */
export function withoutRun(list: RunList, root: string, belowFolder: boolean): RunList {
  const hidden = list.hidden.filter((path) => path !== root);
  return {
    ...list,
    runs: list.runs.filter((run) => run.root !== root),
    hidden: belowFolder ? [...hidden, root] : hidden,
  };
}

/** The list with this folder watched, once. */
export function withFolder(list: RunList, path: string): RunList {
  return list.folders.some((folder) => folder.path === path)
    ? list
    : { ...list, folders: [...list.folders, { path }] };
}

/** The list without this folder; runs that it brought go with it, hidden ones stay hidden. */
export function withoutFolder(list: RunList, path: string): RunList {
  return { ...list, folders: list.folders.filter((folder) => folder.path !== path) };
}
