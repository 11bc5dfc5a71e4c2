import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Runs that were running when the list was seen last, by key and run: what ends while no page is open is news too. */
type RunningRuns = { readonly ids: readonly string[] };
export type RunningRunsStore = StoreApi<RunningRuns>;

export function createRunningRunsStore(): RunningRunsStore {
  return createStore<RunningRuns>()(persist((): RunningRuns => ({ ids: [] }), { name: 'incumbent.running' }));
}
