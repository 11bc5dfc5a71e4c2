import { type FSWatcher, watch } from 'node:fs';
import type { ClaimName } from '#core/state/session/step.ts';
import { type OrdersInRoot, type StopOrder, stricter, type TrialStop } from './stop-orders.ts';

/** How often the root is looked at, so that a stop binds within a second also where file events can't come. */
const LOOK_EVERY_MS = 500;

export type StopWatchOptions = {
  /** `.incumbent/control`: a change in it is looked at without waiting. */
  readonly directory: string;
  /** What stands in the root now. */
  readonly look: () => Promise<OrdersInRoot>;
  /** Whether anything was asked for since the last look, told by one name. */
  readonly hasNews: () => boolean;
};

/** Keeps an eye on orders while a worker evaluates or waits. */
export type StopWatch = {
  readonly order: StopOrder | null;
  /** An order from elsewhere: a signal, an error of this worker. */
  give(order: StopOrder): void;
  /** Looks at the root at once. */
  look(): Promise<void>;
  /** Looks only where something was asked for since: cheap enough to go before whatever is begun. */
  glance(): Promise<void>;
  /** Called at once and whenever the order has become stricter; the returned function ends that. */
  onOrder(listener: (order: StopOrder) => void): () => void;
  /** Called once, at once where it stands already, when this attempt alone is to end; the returned function ends that. */
  onTrialStop(claim: ClaimName, listener: (stop: TrialStop) => void): () => void;
  /** Resolves after so many milliseconds, or as soon as there is an order. */
  pause(milliseconds: number): Promise<void>;
  close(): void;
};

export function createStopWatch({ directory, look, hasNews }: StopWatchOptions): StopWatch {
  let order: StopOrder | null = null;
  const listeners = new Set<(order: StopOrder) => void>();
  const trials = createTrialStops();
  const give = (next: StopOrder | null) => {
    const strictest = stricter(order, next);
    if (strictest !== null && strictest !== order) {
      order = strictest;
      for (const listener of [...listeners]) {
        listener(strictest);
      }
    }
  };
  const take = (found: OrdersInRoot) => {
    give(found.order);
    trials.take(found.trials);
  };
  // A look that fails is not the end: the next step meets the same fault and says so.
  const lookNow = () => look().then(take, () => undefined);
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
    glance: async () => {
      if (hasNews()) {
        await lookNow();
      }
    },
    onOrder,
    onTrialStop: trials.listen,
    pause: (milliseconds) => pause(milliseconds, onOrder),
    close: () => {
      clearInterval(timer);
      events?.close();
      listeners.clear();
      trials.take([]);
    },
  };
}

/** Stops of single trials, kept until their attempt comes up: one of a batch may still wait for its turn. */
function createTrialStops() {
  const listeners = new Map<string, (stop: TrialStop) => void>();
  let standing = new Map<string, TrialStop>();
  return {
    take(stops: readonly TrialStop[]): void {
      const before = standing;
      standing = new Map(stops.map((stop) => [nameOf(stop), stop]));
      for (const [name, stop] of standing) {
        if (!before.has(name)) {
          listeners.get(name)?.(stop);
        }
      }
    },
    listen(claim: ClaimName, listener: (stop: TrialStop) => void): () => void {
      const name = nameOf(claim);
      listeners.set(name, listener);
      const stop = standing.get(name);
      if (stop !== undefined) {
        listener(stop);
      }
      return () => listeners.delete(name);
    },
  };
}

function nameOf({ trial, attempt }: ClaimName): string {
  return `${trial}.${attempt}`;
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
