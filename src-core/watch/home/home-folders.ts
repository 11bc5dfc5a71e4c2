import { basename, dirname } from 'node:path';
import { type FSWatcher, watch } from 'chokidar';
import type { ReaderContext } from '#core/readers/reader.ts';
import type { Readers } from '#core/readers/readers.ts';
import { ENGINE_DIRECTORY } from '#core/state/layout.ts';
import { closeQuietly } from '../run/file-events.ts';
import type { Schedule } from '../stream/news.ts';
import { type FolderScan, isPassedOver, SCAN_DEPTH, scanFolder } from './folder-scan.ts';

/** From an event below a folder to the scan that it asks for: a run is made in several steps. */
const AFTER_EVENT_MS = 300;

export type WatchedFolder = { readonly path: string } & FolderScan;

/** The folders below which every run appears on the list by itself. */
export type HomeFolders = {
  /** Exactly these folders from now on; settles when new ones have been scanned. */
  set(paths: readonly string[]): Promise<void>;
  /** Scans all of them again. */
  scan(): Promise<void>;
  readonly folders: readonly WatchedFolder[];
  close(): Promise<void>;
};

export type HomeFoldersOptions = {
  readonly readers: Readers;
  readonly context: ReaderContext;
  readonly events: boolean;
  readonly schedule: Schedule;
  readonly onChange: () => void;
};

export function createHomeFolders({
  readers,
  context,
  events,
  schedule,
  onChange,
}: HomeFoldersOptions): HomeFolders {
  const formats = { readers, files: readers.scanFiles(context) };
  const folders = new Map<string, WatchedFolder>();
  const watchers = new Map<string, FSWatcher>();
  let cancelScan: (() => void) | null = null;

  const scanOne = async (path: string): Promise<void> => {
    const before = folders.get(path);
    const scan = await scanFolder(path, formats);
    if (
      before !== undefined &&
      folders.has(path) &&
      JSON.stringify({ path, ...scan }) !== JSON.stringify(before)
    ) {
      folders.set(path, { path, ...scan });
      onChange();
    }
  };

  const scan = async (): Promise<void> => {
    for (const path of [...folders.keys()]) {
      await scanOne(path);
    }
  };

  const scanSoon = (): void => {
    cancelScan ??= schedule(() => {
      cancelScan = null;
      void scan();
    }, AFTER_EVENT_MS);
  };

  const forget = async (path: string): Promise<void> => {
    folders.delete(path);
    const watcher = watchers.get(path);
    watchers.delete(path);
    await (watcher && closeQuietly(watcher));
  };

  return {
    get folders() {
      return [...folders.values()];
    },
    set: async (paths) => {
      const gone = [...folders.keys()].filter((path) => !paths.includes(path));
      const added = paths.filter((path) => !folders.has(path));
      await Promise.all(gone.map(forget));
      for (const path of added) {
        folders.set(path, { path, roots: [], problem: null });
        if (events) {
          watchers.set(path, watchFolder(path, scanSoon));
        }
      }
      await Promise.all(added.map(scanOne));
      if (gone.length > 0 || added.length > 0) {
        onChange();
      }
    },
    scan,
    close: async () => {
      cancelScan?.();
      await Promise.all([...folders.keys()].map(forget));
    },
  };
}

/** Directories that come and go; neither files nor what lies inside of runs. An error leaves the steady scan alone. */
function watchFolder(path: string, onEvent: () => void): FSWatcher {
  const watcher = watch(path, {
    depth: SCAN_DEPTH + 1,
    // Links are not followed, as in the scan: they may lead round in a circle.
    followSymlinks: false,
    ignoreInitial: true,
    ignorePermissionErrors: true,
    ignored: (entry, stats) => entry !== path && (stats?.isFile() === true || isOutsideScan(entry)),
  });
  watcher.on('addDir', onEvent).on('unlinkDir', onEvent);
  watcher.on('error', () => void closeQuietly(watcher));
  return watcher;
}

function isOutsideScan(path: string): boolean {
  const name = basename(path);
  return basename(dirname(path)) === ENGINE_DIRECTORY || (name !== ENGINE_DIRECTORY && isPassedOver(name));
}
