import type { TrialError } from '#core/contract/run/trial.ts';

/** How a process ended; `problem` where it never began. */
export type ProcessExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly problem: string | null;
};

/** `ended with exit code 3`, `was ended by the signal SIGSEGV`. */
export function exitInWords(exit: ProcessExit): string {
  if (exit.problem !== null) {
    return `could not be started (${exit.problem})`;
  }
  if (exit.signal === null) {
    return `ended with exit code ${exit.code}`;
  }
  const hint = exit.signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return `was ended by the signal ${exit.signal}${hint}`;
}

/** The error of an evaluation whose process ended under it; `output` is the end of what it printed. */
export function exitError(exit: ProcessExit, output: string): TrialError {
  const message = `The function must return a result, but its process ${exitInWords(exit)} during the evaluation`;
  return { type: 'Exit', message, traceback: output };
}

/** The error of an evaluation that was killed for its length. */
export function timeoutError(seconds: number, output: string): TrialError {
  const message = `An evaluation may take ${seconds} s (evaluation_timeout); this one took longer and was killed`;
  return { type: 'Timeout', message, traceback: output };
}

/** Breaks off the one piece of work that is in progress; without one it does nothing. */
export class Interruption {
  #resolve: ((value: 'interrupted') => void) | null = null;

  /** Does `work`, which is to watch the promise that it is given. */
  async during<T>(work: (interrupted: Promise<'interrupted'>) => Promise<T>): Promise<T> {
    const interrupted = new Promise<'interrupted'>((resolve) => {
      this.#resolve = resolve;
    });
    try {
      return await work(interrupted);
    } finally {
      this.#resolve = null;
    }
  }

  interrupt(): void {
    this.#resolve?.('interrupted');
  }
}

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

/**
 * Calls after so many milliseconds, and after what has come by then was read: this process itself may have stood still,
 * and an answer that came in time counts.
 */
function afterReading(milliseconds: number, act: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(act), milliseconds);
}

/** Waits for a promise, but no longer than `milliseconds`, see {@link afterReading}; null where that was not enough. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = afterReading(milliseconds, () => resolve(null));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
