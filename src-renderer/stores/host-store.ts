import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HostInfo } from '#core/contract/home.ts';
import type { EngineClient } from '../host/engine-client.ts';

/** What the host says of itself; null until it has answered. */
export type HostState = { readonly info: HostInfo | null };
export type HostStore = StoreApi<HostState>;

const PAUSE = 1_000;

export function createHostStore(client: EngineClient): HostStore {
  const store = createStore<HostState>(() => ({ info: null }));
  const ask = () => {
    client.host.info({}).then(
      (info) => store.setState({ info }),
      () => setTimeout(ask, PAUSE),
    );
  };
  ask();
  return store;
}
