import { afterReading } from './within.ts';

/** Node's timers hold no more than this; a longer limit (24 days) is not watched. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Resolves with `timeout` after `seconds`, see {@link afterReading}, never where there is no limit; `clear` lets go of the
 * timer.
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
    timer = afterReading(milliseconds, () => resolve('timeout'));
  });
  return { reached, clear: () => clearTimeout(timer) };
}
