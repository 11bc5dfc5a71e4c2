import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Keys of the runs in the rail, in the order in which they were opened. Kept between visits. */
type OpenRunsState = { readonly keys: readonly string[] };
export type OpenRunsStore = StoreApi<OpenRunsState> & {
  readonly open: (key: string) => void;
  readonly close: (key: string) => void;
};

export function createOpenRunsStore(): OpenRunsStore {
  const store = createStore<OpenRunsState>()(
    persist((): OpenRunsState => ({ keys: [] }), { name: 'incumbent.open-runs' }),
  );
  return {
    ...store,
    open: (key) => store.setState(({ keys }) => (keys.includes(key) ? { keys } : { keys: [...keys, key] })),
    close: (key) => store.setState(({ keys }) => ({ keys: keys.filter((kept) => kept !== key) })),
  };
}
