import type { ClientLink } from '@orpc/client';
import { createDeferred } from './deferred.ts';
import type { ConnectionState } from './engine-client.ts';
import { sleep } from './sleep.ts';

type EngineLink = ClientLink<Record<never, never>>;

/** One living wire: a link to call through, and a promise that resolves when it has broken. */
export type Wire = { readonly link: EngineLink; readonly broken: Promise<void> };

export type WireKeeper = {
  /** The link of the wire that is there, or of the next one; rejects when the next attempt fails. */
  readonly link: () => Promise<EngineLink>;
  readonly close: () => void;
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5000;

/**
 * Keeps one wire open for as long as the page lives: opens, waits until it breaks, opens again with growing pauses.
 *
 * @param open opens one wire and lets go of it when the signal aborts; rejects where it can't. It sets the state itself
 *   where it knows more than "lost".
 */
export function keepWire(open: (signal: AbortSignal) => Promise<Wire>, state: ObservableState): WireKeeper {
  const ending = new AbortController();
  let next = createDeferred<EngineLink>();

  const openOnce = async (): Promise<boolean> => {
    const waited = next;
    try {
      const wire = await open(ending.signal);
      waited.resolve(wire.link);
      state.set('open');
      await wire.broken;
      next = createDeferred();
      state.set('lost');
      return true;
    } catch (thrown) {
      next = createDeferred();
      waited.reject(thrown);
      return false;
    }
  };
  const keep = async () => {
    let pause = FIRST_PAUSE_MS;
    while (!ending.signal.aborted) {
      pause = (await openOnce()) ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
      await sleep(pause, ending.signal);
    }
    next.reject(new Error('The page closed its connection.'));
  };
  void keep();
  return { link: () => next.promise, close: () => ending.abort() };
}

/** The connection's state with its listeners, in the form that `useSyncExternalStore` takes. */
export type ObservableState = {
  readonly get: () => ConnectionState;
  readonly set: (state: ConnectionState) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createObservableState(): ObservableState {
  const listeners = new Set<() => void>();
  let current: ConnectionState = 'connecting';
  return {
    get: () => current,
    set(state) {
      if (state === current) {
        return;
      }
      current = state;
      for (const listener of listeners) {
        listener();
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
