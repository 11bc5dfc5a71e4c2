import { setMaxListeners } from 'node:events';

/**
 * A generator for live data whose end is never late: `return()` (the consumer broke off) and `signal` both abort the
 * signal that `make` receives, so that a `next()` that still waits for news settles at once instead of holding
 * `return()` back until the next news.
 */
export function liveGenerator<T>(
  signal: AbortSignal | undefined,
  make: (ended: AbortSignal) => AsyncGenerator<T, void, void>,
): AsyncGenerator<T, void, void> {
  const controller = new AbortController();
  // As many may wait for the end as runs are followed: that is no leak.
  setMaxListeners(0, controller.signal);
  const end = (): void => controller.abort();
  const generator = make(controller.signal);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted === true) {
    end();
  }
  const finish = (): void => {
    end();
    signal?.removeEventListener('abort', end);
  };
  const live: AsyncGenerator<T, void, void> = {
    next: async () => {
      const step = await generator.next();
      if (step.done === true) {
        finish();
      }
      return step;
    },
    return: async () => {
      finish();
      return await generator.return();
    },
    throw: async (error: unknown) => {
      finish();
      return await generator.throw(error);
    },
    [Symbol.asyncIterator]: () => live,
  };
  return live;
}
