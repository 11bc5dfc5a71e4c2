import { IncumbentError } from '#core/contract/errors.ts';
import type { RunUpdate } from '#core/contract/run-view.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { foreignCache, openRun } from '#core/readers/registry.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { liveGenerator } from './live-generator.ts';
import { DEFAULT_TIMING, type WatchTiming } from './refresh-loop.ts';
import { createRunOpenings } from './run-openings.ts';
import { RunWatcher } from './run-watcher.ts';
import { type Schedule, scheduleOnTimers } from './schedule.ts';

export type RunWatchesOptions = {
  readonly clock: Clock;
  readonly log: Logger;
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

/** A share in the watcher of one root; it stays open until the last share is released (and a while longer). */
export type HeldWatcher = { readonly watcher: RunWatcher; release(): void };

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

type Entry = {
  readonly opening: Promise<RunWatcher>;
  watcher: RunWatcher | null;
  holders: number;
  cancelClosing: () => void;
};

export function createRunWatches(options: RunWatchesOptions): RunWatches {
  const { clock, log, events = true, schedule = scheduleOnTimers, dataDirectory = null } = options;
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  // What is read of other programs' runs is kept in the app's folder.
  const cacheDirectory = dataDirectory === null ? null : foreignCache(dataDirectory);
  const openings = createRunOpenings((root) => openRun(root, { clock, cacheDirectory }));
  const entries = new Map<string, Entry>();
  let disposed = false;

  const entryOf = (root: string): Entry => {
    const known = entries.get(root);
    if (known !== undefined) {
      return known;
    }
    const open = openings.forWatching;
    const opening = RunWatcher.open({ root, open, clock, log, events, timing, schedule, dataDirectory });
    const entry: Entry = { opening, watcher: null, holders: 0, cancelClosing: () => undefined };
    entries.set(root, entry);
    return entry;
  };

  const release = (root: string, entry: Entry): void => {
    entry.holders -= 1;
    if (entry.holders === 0 && !disposed) {
      entry.cancelClosing = schedule(() => {
        entries.delete(root);
        void entry.watcher?.close();
      }, timing.graceMs);
    }
  };

  const hold = async (path: string): Promise<HeldWatcher> => {
    const root = await realRoot(path);
    if (disposed) {
      throw new IncumbentError('internal', 'Nothing can be watched any more: the engine has ended');
    }
    const entry = entryOf(root);
    entry.cancelClosing();
    entry.holders += 1;
    try {
      entry.watcher = await entry.opening;
    } catch (error) {
      if (entries.get(root) === entry) {
        entries.delete(root);
      }
      throw error;
    }
    let held = true;
    return {
      watcher: entry.watcher,
      release: () => {
        if (held) {
          held = false;
          release(root, entry);
        }
      },
    };
  };

  const isHeld = (root: string): boolean => (entries.get(root)?.holders ?? 0) > 0;

  return {
    subscribe: (root, { lastSeq, signal } = {}) =>
      liveGenerator(signal, (ended) => updates(hold, { root, lastSeq: lastSeq ?? null, ended })),
    hold,
    join: async (path) => {
      const root = await realRoot(path);
      return isHeld(root) ? await hold(root) : null;
    },
    peek: async (path) => {
      const root = await realRoot(path);
      return isHeld(root) ? null : await openings.forLook(root);
    },
    look: async (root) => entries.get(await realRoot(root))?.watcher?.look(),
    dispose: async () => {
      disposed = true;
      const open = [...entries.values()];
      entries.clear();
      await Promise.allSettled(
        open.map(async (entry) => {
          entry.cancelClosing();
          await (await entry.opening).close();
        }),
      );
    },
  };
}

type Subscription = { readonly root: string; readonly lastSeq: number | null; readonly ended: AbortSignal };

async function* updates(
  hold: (root: string) => Promise<HeldWatcher>,
  { root, lastSeq, ended }: Subscription,
): AsyncGenerator<RunUpdate, void, void> {
  const { watcher, release } = await hold(root);
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
