import { type Bell, createBell } from './bell.ts';
import type { Schedule } from './schedule.ts';

/** Numbers what is new, not more often than a pace allows: what changes meanwhile is told together. */
export type PacedNews = {
  /** Grows with each piece of news. */
  readonly seq: number;
  /** Something changed; whoever waits is woken when its turn has come. */
  readonly changed: () => void;
  readonly wait: Bell['wait'];
  /** Wakes everyone a last time; changes are no news any more. */
  stop(): void;
};

export function createPacedNews(first: number, schedule: Schedule, paceMs: number): PacedNews {
  const bell = createBell();
  let seq = first;
  let cancel: (() => void) | null = null;
  let stopped = false;
  return {
    get seq() {
      return seq;
    },
    changed: () => {
      if (stopped) {
        return;
      }
      cancel ??= schedule(() => {
        cancel = null;
        seq += 1;
        bell.ring();
      }, paceMs);
    },
    wait: bell.wait,
    stop: () => {
      stopped = true;
      cancel?.();
      bell.ring();
    },
  };
}
