import type { Clock } from '#core/platform/clock.ts';
import type { Schedule } from '#core/watch/stream/news.ts';

/** Time that only `pass` moves: timers and clock together. */
export type ManualTime = {
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Moves on by `ms`, calling what comes due in order; promises that were settled get to run in between. */
  pass(ms: number): Promise<void>;
  /** How many timers wait. */
  readonly waiting: number;
};

type Timer = { readonly at: number; readonly callback: () => void };

const START = Date.UTC(2026, 0, 31, 12);

export function manualTime(): ManualTime {
  let now = 0;
  const timers = new Set<Timer>();
  const due = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    clock: { now: () => new Date(START + now), monotonic: () => now / 1000 },
    schedule: (callback, ms) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pass: async (ms) => {
      const until = now + ms;
      for (let next = due(until); next !== undefined; next = due(until)) {
        timers.delete(next);
        now = Math.max(now, next.at);
        next.callback();
        await new Promise(setImmediate);
      }
      now = until;
      await new Promise(setImmediate);
    },
    get waiting() {
      return timers.size;
    },
  };
}
