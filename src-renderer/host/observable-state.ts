import type { ConnectionState } from './engine-client.ts';

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
