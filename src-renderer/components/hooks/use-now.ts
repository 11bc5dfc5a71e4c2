import { useSyncExternalStore } from 'react';

const TICK = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) {
      each();
    }
  }, TICK);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

function read(): number {
  // While nobody ticks it, the clock would stand still.
  if (timer === null) {
    now = Date.now();
  }
  return now;
}

/**
 * A value made from the present time, recomputed each second by one clock for the whole page; the component draws again
 * only when the value changes.
 */
export function useFromNow<Value extends string | number | boolean | null>(
  make: (now: number) => Value,
): Value {
  return useSyncExternalStore(subscribe, () => make(read()));
}
