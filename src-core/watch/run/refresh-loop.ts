import type { Clock } from '#core/platform/clock.ts';
import type { RefreshScope } from '#core/readers/reader.ts';
import type { Schedule } from '../stream/news.ts';

/** Milliseconds throughout. */
export type WatchTiming = {
  /** Between two looks at everything, whether or not an event came: all there is where events can't come. */
  readonly pollMs: number;
  /** Between two looks at which workers live. */
  readonly livenessMs: number;
  /** At least this long between the end of one look and the next that an event asks for. */
  readonly coalesceMs: number;
  /** How long a run stays open after its last watcher has left. */
  readonly graceMs: number;
};

export const DEFAULT_TIMING: WatchTiming = {
  pollMs: 5000,
  livenessMs: 1000,
  coalesceMs: 50,
  graceMs: 10_000,
};

/**
 * From an event to the look at the files. chokidar reports nothing more of a file for 50 ms after an event, so the
 * look that follows an event is repeated once this much later, by which time whatever was swallowed is in the files.
 */
const AFTER_EVENT_MS = 8;
const SETTLED_MS = 75;

export type RefreshLoop = {
  /** A file event came. */
  event(): void;
  /** Looks at everything as soon as the look in progress is over; settles afterwards, or when the loop is stopped. */
  look(): Promise<void>;
  /** No look begins after this; settles when the one in progress is over. */
  stop(): Promise<void>;
};

export type RefreshLoopOptions = {
  /** Never rejects. Calls never overlap. */
  readonly refresh: (scope: RefreshScope) => Promise<void>;
  readonly timing: WatchTiming;
  readonly clock: Clock;
  readonly schedule: Schedule;
};

/** Decides when a run is looked at: after events (bursts become one look), and at two steady intervals. */
export function createRefreshLoop({ refresh, timing, clock, schedule }: RefreshLoopOptions): RefreshLoop {
  const nowMs = (): number => clock.monotonic() * 1000;
  let wanted: RefreshScope | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;
  let lastEvent = Number.NEGATIVE_INFINITY;
  let lastEnd = Number.NEGATIVE_INFINITY;
  let waiting: (() => void)[] = [];
  let armed: { readonly at: number; readonly cancel: () => void } | null = null;

  const want = (scope: RefreshScope, delay: number): void => {
    if (stopped) {
      return;
    }
    wanted = wanted === 'files' ? 'files' : scope;
    if (running !== null) {
      return;
    }
    const now = nowMs();
    const at = Math.max(now + delay, lastEnd + timing.coalesceMs);
    if (armed !== null && armed.at <= at) {
      return;
    }
    armed?.cancel();
    armed = { at, cancel: schedule(look, at - now) };
  };

  const look = (): void => {
    armed = null;
    const scope = wanted;
    if (stopped || running !== null || scope === null) {
      return;
    }
    wanted = null;
    const startedAt = nowMs();
    const served = scope === 'files' ? waiting : [];
    waiting = scope === 'files' ? [] : waiting;
    running = refresh(scope).finally(() => {
      running = null;
      settle(served);
      lastEnd = nowMs();
      if (lastEvent > startedAt - SETTLED_MS) {
        want('files', SETTLED_MS);
      } else if (wanted !== null) {
        want(wanted, 0);
      }
    });
  };

  const cancels = [
    every(schedule, timing.pollMs, () => want('files', 0)),
    every(schedule, timing.livenessMs, () => want('liveness', 0)),
  ];

  return {
    event: () => {
      lastEvent = nowMs();
      want('files', AFTER_EVENT_MS);
    },
    look: () =>
      new Promise((resolve) => {
        if (stopped) {
          resolve();
          return;
        }
        waiting.push(resolve);
        want('files', 0);
      }),
    stop: async () => {
      stopped = true;
      armed?.cancel();
      for (const cancel of cancels) {
        cancel();
      }
      await running;
      settle(waiting);
    },
  };
}

function settle(waiting: readonly (() => void)[]): void {
  for (const resolve of waiting) {
    resolve();
  }
}

function every(schedule: Schedule, ms: number, callback: () => void): () => void {
  let cancel: () => void = () => undefined;
  const arm = (): void => {
    cancel = schedule(() => {
      callback();
      arm();
    }, ms);
  };
  arm();
  return () => cancel();
}
