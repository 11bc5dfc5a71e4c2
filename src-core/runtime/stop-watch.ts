import { type FSWatcher, watch } from 'node:fs';
import { type StopOrder, stricter } from './stop-orders.ts';

/** How often the root is looked at, so that a stop binds within a second also where file events can't come. */
const LOOK_EVERY_MS = 500;

export type StopWatchOptions = {
  /** `.incumbent/control`: a change in it is looked at without waiting. */
  readonly directory: string;
  /** The strictest order that stands in the root now. */
  readonly look: () => Promise<StopOrder | null>;
};

/** Keeps an eye on orders while a worker evaluates or waits. */
export type StopWatch = {
  readonly order: StopOrder | null;
  /** An order from elsewhere: a signal, an error of this worker. */
  give(order: StopOrder): void;
  /** Looks at the root at once. */
  look(): Promise<void>;
  /** Called at once and whenever the order has become stricter; the returned function ends that. */
  onOrder(listener: (order: StopOrder) => void): () => void;
  /** Resolves after so many milliseconds, or as soon as there is an order. */
  pause(milliseconds: number): Promise<void>;
  close(): void;
};

export function createStopWatch({ directory, look }: StopWatchOptions): StopWatch {
  let order: StopOrder | null = null;
  const listeners = new Set<(order: StopOrder) => void>();
  const give = (next: StopOrder | null) => {
    const strictest = stricter(order, next);
    if (strictest !== null && strictest !== order) {
      order = strictest;
      for (const listener of [...listeners]) {
        listener(strictest);
      }
    }
  };
  // A look that fails is not the end: the next step meets the same fault and says so.
  const lookNow = () => look().then(give, () => undefined);
  const timer = setInterval(lookNow, LOOK_EVERY_MS);
  const events = watchQuietly(directory, lookNow);
  const onOrder: StopWatch['onOrder'] = (listener) => {
    listeners.add(listener);
    if (order !== null) {
      listener(order);
    }
    return () => listeners.delete(listener);
  };
  return {
    get order() {
      return order;
    },
    give,
    look: lookNow,
    onOrder,
    pause: (milliseconds) => pause(milliseconds, onOrder),
    close: () => {
      clearInterval(timer);
      events?.close();
      listeners.clear();
    },
  };
}

function pause(milliseconds: number, onOrder: StopWatch['onOrder']): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const forget = onOrder(() => {
      clearTimeout(timer);
      resolve();
    });
    setTimeout(forget, milliseconds).unref();
  });
}

/** Events only make it faster: where they can't be had, the timer is enough. */
function watchQuietly(directory: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(directory, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
