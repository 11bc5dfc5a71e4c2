import { watch as watchEntries } from 'node:fs';
import { type FSWatcher, watch } from 'chokidar';
import { messageOf } from '#core/contract/errors.ts';
import { errnoOf } from '#core/platform/files.ts';
import type { Logger } from '#core/platform/log.ts';
import type { FlatTarget, OpenedRun, WatchTarget } from '#core/readers/reader.ts';

export type FileEventsOptions = {
  readonly targets: readonly (WatchTarget | FlatTarget)[];
  readonly log: Logger;
  /** Something may have changed. What it was is for the reader to find out. */
  readonly onEvent: () => void;
};

export type FileEvents = { close(): Promise<void> };

/**
 * Tells that something happened below the targets, by chokidar, and by the system's own events where a directory may
 * have too many entries to be listed. It is a hint and never the only way that news travel: where the system has no
 * watches left or reports nothing (a network file system), the poll goes on alone.
 *
 * chokidar drops repeated events of one file within 50 ms, so a listener must look once more after things have
 * calmed down.
 */
export function watchFiles({ targets, log, onEvent }: FileEventsOptions): FileEvents {
  let closing: Promise<void> | null = null;
  const closes: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    closing ??= Promise.allSettled(closes.map((end) => end())).then(() => undefined);
    await closing;
  };
  const onError = (error: unknown): void => {
    if (closing === null) {
      log.warn(`No file events here, looking at intervals instead: ${messageOf(error)}`);
      void close();
    }
  };
  for (const target of targets) {
    closes.push(
      'entries' in target ? watchFlat(target, onEvent, onError) : watchTarget(target, onEvent, onError),
    );
  }
  return { close };
}

type OnError = (error: unknown) => void;

function watchFlat(
  { path, entries }: FlatTarget,
  onEvent: () => void,
  onError: OnError,
): () => Promise<void> {
  const concerns = (name: string | null): boolean =>
    entries === null || name === null || entries.includes(name);
  try {
    const watcher = watchEntries(path, (_, name) => {
      if (concerns(name)) {
        onEvent();
      }
    });
    watcher.on('error', onError);
    return async () => watcher.close();
  } catch (error) {
    // What vanished meanwhile has no events; whatever else refuses leaves the poll alone.
    if (errnoOf(error) !== 'ENOENT') {
      onError(error);
    }
    return async () => undefined;
  }
}

function watchTarget(target: WatchTarget, onEvent: () => void, onError: OnError): () => Promise<void> {
  const watcher = watch(target.path, {
    depth: target.depth,
    ignored: (path) => target.ignore(path),
    ignoreInitial: true,
    ignorePermissionErrors: true,
  });
  watcher.on('all', onEvent);
  // What changed while chokidar was still getting ready has no event of its own.
  watcher.on('ready', onEvent);
  watcher.on('error', onError);
  return () => closeQuietly(watcher);
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

/** Events of the files that tell of a run; which these are may change while it is watched. */
export type TargetEvents = {
  /** Listens where `run` has its files, and nowhere else any more. */
  listenTo(run: OpenedRun): Promise<void>;
  /** Where other files tell of the run than before, as trials of a foreign one come and end, listens to those. */
  follow(run: OpenedRun): void;
  close(): Promise<void>;
};

export function createTargetEvents(options: {
  readonly log: Logger;
  readonly onEvent: () => void;
}): TargetEvents {
  let events: FileEvents | null = null;
  /** The paths whose events come. */
  let listened = '';

  const listen = (run: OpenedRun): void => {
    listened = pathsOf(run);
    events = watchFiles({ ...options, targets: run.watchTargets() });
  };

  return {
    listenTo: async (run) => {
      if (events !== null) {
        await events.close();
      }
      listen(run);
    },
    follow: (run) => {
      if (pathsOf(run) !== listened) {
        const before = events;
        listen(run);
        void before?.close();
      }
    },
    close: async () => events?.close(),
  };
}

/** For a host that leaves polling alone. */
export const NO_EVENTS: TargetEvents = {
  listenTo: async () => undefined,
  follow: () => undefined,
  close: async () => undefined,
};

function pathsOf(run: OpenedRun): string {
  return run
    .watchTargets()
    .map(({ path }) => path)
    .join('\n');
}
