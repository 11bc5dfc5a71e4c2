import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Home, HomeUpdate } from '#core/contract/home.ts';
import { withUpdate } from '#core/contract/updates.ts';
import type { EngineClient } from '#renderer/host/engine-client.ts';
import { follow } from '#renderer/host/follow.ts';
import type { Refusal } from '#renderer/host/refusal.ts';

export type HomeState = {
  /** Null until the first answer. */
  readonly home: Home | null;
  readonly error: Refusal | null;
};
export type HomeStore = StoreApi<HomeState>;

/** The list of runs, live for as long as the page is. */
export function createHomeStore(client: EngineClient): HomeStore {
  const store = createStore<HomeState>(() => ({ home: null, error: null }));
  void follow<HomeUpdate>({
    open: (options) => client.home.watch({}, options),
    onEvent: (update) => store.setState(({ home }) => ({ home: withUpdate(home, update), error: null })),
    onRefusal: (error) => store.setState({ error }),
    signal: new AbortController().signal,
  });
  return store;
}
