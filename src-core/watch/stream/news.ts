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

/** Calls `callback` once after `ms` milliseconds; the answer cancels it. Tests drive time through another one. */
export type Schedule = (callback: () => void, ms: number) => () => void;

export const scheduleOnTimers: Schedule = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/** Wakes everyone who waits, once; who comes later waits for the next ring. Nobody who waits costs more than a closure. */
export type Bell = {
  ring(): void;
  /** Settles at the next ring or when `signal` aborts, whichever comes first. */
  wait(signal: AbortSignal): Promise<void>;
};

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring: () => {
      const awake = [...waiting];
      waiting.clear();
      for (const wake of awake) {
        wake();
      }
    },
    wait: (signal) =>
      new Promise((resolve) => {
        const wake = (): void => {
          waiting.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve();
        };
        if (signal.aborted) {
          resolve();
          return;
        }
        waiting.add(wake);
        signal.addEventListener('abort', wake, { once: true });
      }),
  };
}
