import { IncumbentError } from '#core/contract/errors.ts';
import { realRoot } from '#core/readers/run-key.ts';
import type { Schedule } from '../stream/news.ts';
import type { RunWatcher } from './run-watcher.ts';

/** A share in the watcher of one root; it stays open until the last share is released (and a while longer). */
export type HeldWatcher = { readonly watcher: RunWatcher; release(): void };

/** One watcher a root, shared by all who hold it. */
export type SharedWatchers = {
  /** @throws IncumbentError `root-not-a-run` */
  hold(path: string): Promise<HeldWatcher>;
  isHeld(root: string): boolean;
  /** The open watcher of a root; null where there is none, or it is still being opened. */
  opened(root: string): RunWatcher | null;
  /** Closes all of them; nothing can be held afterwards. */
  dispose(): Promise<void>;
};

export type SharedWatchersOptions = {
  readonly open: (root: string) => Promise<RunWatcher>;
  readonly schedule: Schedule;
  /** How long a watcher stays open after its last share was released, in milliseconds. */
  readonly graceMs: number;
};

type Entry = {
  readonly opening: Promise<RunWatcher>;
  watcher: RunWatcher | null;
  holders: number;
  cancelClosing: () => void;
};

export function createSharedWatchers({ open, schedule, graceMs }: SharedWatchersOptions): SharedWatchers {
  const entries = new Map<string, Entry>();
  let disposed = false;

  const entryOf = (root: string): Entry => {
    const known = entries.get(root);
    if (known !== undefined) {
      return known;
    }
    const entry: Entry = { opening: open(root), watcher: null, holders: 0, cancelClosing: () => undefined };
    entries.set(root, entry);
    return entry;
  };

  const release = (root: string, entry: Entry): void => {
    entry.holders -= 1;
    if (entry.holders === 0 && !disposed) {
      entry.cancelClosing = schedule(() => {
        entries.delete(root);
        void entry.watcher?.close();
      }, graceMs);
    }
  };

  return {
    hold: async (path) => {
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
      return { watcher: entry.watcher, release: once(() => release(root, entry)) };
    },
    isHeld: (root) => (entries.get(root)?.holders ?? 0) > 0,
    opened: (root) => entries.get(root)?.watcher ?? null,
    dispose: async () => {
      disposed = true;
      const all = [...entries.values()];
      entries.clear();
      await Promise.allSettled(
        all.map(async (entry) => {
          entry.cancelClosing();
          await (await entry.opening).close();
        }),
      );
    },
  };
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) {
      done = true;
      act();
    }
  };
}
