import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import type { Readers } from '#core/readers/readers.ts';
import { foreignCache, READERS } from '#core/readers/registry.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { liveGenerator } from '../stream/live-generator.ts';
import { type Schedule, scheduleOnTimers } from '../stream/news.ts';
import { DEFAULT_TIMING, type WatchTiming } from './refresh-loop.ts';
import { RunWatcher } from './run-watcher.ts';
import { createSharedWatchers, type HeldWatcher, type SharedWatchers } from './shared-watchers.ts';

export type RunWatchesOptions = {
  readonly clock: Clock;
  readonly log: Logger;
  /** The formats that can be watched. Default: all that are known. */
  readonly readers?: Readers;
  /** False leaves the slow poll alone, as on a network file system that reports no events. Default true. */
  readonly events?: boolean;
  readonly timing?: Partial<WatchTiming>;
  readonly schedule?: Schedule;
  /** The app's own folder, for notes on runs of other programs. Without it no notes are told of any run. */
  readonly dataDirectory?: string;
};

type SubscribeOptions = {
  /** The `seq` of the last update that this client saw; it continues there where that is still possible. */
  readonly lastSeq?: number | null;
  readonly signal?: AbortSignal | undefined;
};

/** All runs that someone is watching; one watcher a root, shared by all of its subscribers. */
export type RunWatches = {
  /**
   * Live updates of the run in `root`: a snapshot, then deltas. Ends when `signal` aborts or the consumer breaks off.
   * A subscriber that reads slowly gets several deltas merged into one, never a growing queue.
   *
   * @throws IncumbentError `root-not-a-run` (from the first `next`).
   */
  subscribe(root: string, options?: SubscribeOptions): AsyncGenerator<RunUpdate, void, void>;
  /** For views that sum a run up instead of following each trial. @throws IncumbentError `root-not-a-run` */
  hold(root: string): Promise<HeldWatcher>;
  /** A share as {@link hold} gives it where somebody has one already, so that nothing is read twice; null otherwise. */
  join(root: string): Promise<HeldWatcher | null>;
  /**
   * Opens a run for one look; the caller closes it. Null where somebody came to hold it meanwhile and has what was read.
   *
   * @throws IncumbentError `root-not-a-run`
   */
  peek(root: string): Promise<OpenedRun | null>;
  /**
   * For a host that has just changed something: when this has settled, every watcher of the root knows of it. Does
   * nothing for a root that nobody watches.
   */
  look(root: string): Promise<void>;
  dispose(): Promise<void>;
};

export function createRunWatches(options: RunWatchesOptions): RunWatches {
  const { clock, log, events = true, schedule = scheduleOnTimers, dataDirectory = null } = options;
  const { readers = READERS } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  // What is read of other programs' runs is kept in the app's folder.
  const cacheDirectory = dataDirectory === null ? null : foreignCache(dataDirectory);
  const openings = createRunOpenings((root) => readers.open(root, { clock, cacheDirectory }));
  const watchers = createSharedWatchers({
    open: (root) =>
      RunWatcher.open({
        root,
        open: openings.forWatching,
        find: async (place) => (await readers.find(place))?.name ?? null,
        clock,
        log,
        events,
        timing,
        schedule,
        dataDirectory,
      }),
    schedule,
    graceMs: timing.graceMs,
  });

  return {
    subscribe: (root, { lastSeq, signal } = {}) =>
      liveGenerator(signal, (ended) => updates(watchers, { root, lastSeq: lastSeq ?? null, ended })),
    hold: watchers.hold,
    join: async (path) => {
      const root = await realRoot(path);
      return watchers.isHeld(root) ? await watchers.hold(root) : null;
    },
    peek: async (path) => {
      const root = await realRoot(path);
      return watchers.isHeld(root) ? null : await openings.forLook(root);
    },
    look: async (root) => watchers.opened(await realRoot(root))?.look(),
    dispose: watchers.dispose,
  };
}

type Subscription = { readonly root: string; readonly lastSeq: number | null; readonly ended: AbortSignal };

async function* updates(
  watchers: SharedWatchers,
  { root, lastSeq, ended }: Subscription,
): AsyncGenerator<RunUpdate, void, void> {
  const { watcher, release } = await watchers.hold(root);
  try {
    let seq = lastSeq;
    while (!(ended.aborted || watcher.closed)) {
      const update = watcher.updateAfter(seq);
      if (update === null) {
        await watcher.news(ended);
      } else {
        seq = update.seq;
        yield update;
      }
    }
  } finally {
    release();
  }
}

/** Opens runs for one look and to be watched; who comes to watch what is just being read takes it over. */
export type RunOpenings = {
  /** The caller closes it. Null where a watcher came while it was read, and has it now. @throws IncumbentError `root-not-a-run` */
  forLook(root: string): Promise<OpenedRun | null>;
  /** What its files say at this moment or later. @throws IncumbentError `root-not-a-run` */
  forWatching(root: string): Promise<OpenedRun>;
};

type Look = { readonly opening: Promise<OpenedRun>; isTaken: boolean };

/** Reading a large run takes seconds: two who want it at about the same time shall not read it twice, side by side. */
export function createRunOpenings(open: (root: string) => Promise<OpenedRun>): RunOpenings {
  const looks = new Map<string, Look>();

  /** Null where nobody is about to look at the run, or fails to. */
  const takeOver = async (root: string): Promise<OpenedRun | null> => {
    const look = looks.get(root);
    if (look === undefined) {
      return null;
    }
    looks.delete(root);
    look.isTaken = true;
    const run = await look.opening.catch(() => null);
    return run === null ? null : await refreshed(run);
  };

  return {
    forLook: async (root) => {
      const look: Look = { opening: open(root), isTaken: false };
      looks.set(root, look);
      try {
        const run = await look.opening;
        return look.isTaken ? null : run;
      } finally {
        if (looks.get(root) === look) {
          looks.delete(root);
        }
      }
    },
    forWatching: async (root) => (await takeOver(root)) ?? (await open(root)),
  };
}

/** With what came since its reading began; null where another run has come into its place. */
async function refreshed(run: OpenedRun): Promise<OpenedRun | null> {
  try {
    await run.refresh('files');
    return run;
  } catch {
    run.close();
    return null;
  }
}
