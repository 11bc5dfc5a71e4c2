import type { RunUpdate } from '#core/contract/run-view.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { Logger } from '#core/platform/log.ts';

/** Milliseconds throughout. */
export type WatchTiming = {
  /** Between two looks at everything, whether or not an event came: all there is where events can't come. */
  readonly pollMs: number;
  /** Between two looks at which workers live. */
  readonly livenessMs: number;
  /** At least this long between two updates of one run. */
  readonly coalesceMs: number;
  /** How long a run stays open after its last watcher has left. */
  readonly graceMs: number;
};

export type RunWatchesOptions = {
  readonly clock: Clock;
  readonly log: Logger;
  /** False leaves the slow poll alone, as on a network file system that reports no events. Default true. */
  readonly events?: boolean;
  readonly timing?: Partial<WatchTiming>;
};

export type SubscribeOptions = {
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
  /** Looks again at once, for a host that knows that it has just changed something. */
  nudge(root: string): void;
  dispose(): Promise<void>;
};
