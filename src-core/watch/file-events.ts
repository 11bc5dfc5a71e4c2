import { type FSWatcher, watch } from 'chokidar';
import { messageOf } from '#core/contract/errors.ts';
import type { Logger } from '#core/platform/log.ts';
import type { WatchTarget } from '#core/readers/reader.ts';

export type FileEventsOptions = {
  readonly targets: readonly WatchTarget[];
  readonly log: Logger;
  /** Something may have changed. What it was is for the reader to find out. */
  readonly onEvent: () => void;
};

export type FileEvents = { close(): Promise<void> };

/**
 * Tells that something happened below the targets, by chokidar. It is a hint and never the only way that news travel:
 * where the system has no watches left or reports nothing (a network file system), the poll goes on alone.
 *
 * chokidar drops repeated events of one file within 50 ms, so a listener must look once more after things have
 * calmed down.
 */
export function watchFiles({ targets, log, onEvent }: FileEventsOptions): FileEvents {
  const watchers = targets.map((target) => watchTarget(target, onEvent));
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    closing ??= Promise.allSettled(watchers.map(closeQuietly)).then(() => undefined);
    await closing;
  };
  for (const watcher of watchers) {
    watcher.on('error', (error) => {
      if (closing === null) {
        log.warn(`No file events here, looking at intervals instead: ${messageOf(error)}`);
        void close();
      }
    });
  }
  return { close };
}

function watchTarget(target: WatchTarget, onEvent: () => void): FSWatcher {
  const watcher = watch(target.path, {
    depth: target.depth,
    ignored: (path) => target.ignore(path),
    ignoreInitial: true,
    ignorePermissionErrors: true,
  });
  watcher.on('all', onEvent);
  // What changed while chokidar was still getting ready has no event of its own.
  watcher.on('ready', onEvent);
  return watcher;
}

/**
 * Closes for good. Closing takes all listeners away; a late error without one would end the process. And chokidar opens
 * a closed watcher again where it finds, a moment later, that what it watched has vanished: that would keep the process.
 */
export async function closeQuietly(watcher: FSWatcher): Promise<void> {
  watcher.add = () => watcher;
  const closed = watcher.close();
  watcher.on('error', () => undefined);
  await closed;
}
