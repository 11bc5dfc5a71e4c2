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
