/** Node's timers hold no more than this; a longer limit (24 days) is not watched. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Resolves with `timeout` after `seconds`, never where there is no limit; `clear` lets go of the timer. An answer that came
 * in time is read before that: this process itself may have stood still.
 */
export function limitReached(seconds: number | null): {
  readonly reached: Promise<'timeout'>;
  readonly clear: () => void;
} {
  const milliseconds = (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  if (milliseconds > LONGEST_TIMER_MS) {
    return { reached: new Promise(() => undefined), clear: () => undefined };
  }
  let timer: NodeJS.Timeout | undefined;
  const reached = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, 'timeout'), milliseconds);
  });
  return { reached, clear: () => clearTimeout(timer) };
}
