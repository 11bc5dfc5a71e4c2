import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Action } from './action.ts';

/** Actions on offer now, by the part of the app that offers them, in the order of their arrival. */
export type ActionState = { readonly sources: ReadonlyMap<string, readonly Action[]> };
export type ActionStore = StoreApi<ActionState> & {
  /** @returns a function that takes them back */
  readonly offer: (source: string, actions: readonly Action[]) => () => void;
};

export function createActionStore(): ActionStore {
  const store = createStore<ActionState>(() => ({ sources: new Map() }));
  const change = (edit: (sources: Map<string, readonly Action[]>) => void) => {
    const sources = new Map(store.getState().sources);
    edit(sources);
    store.setState({ sources });
  };
  return {
    ...store,
    offer: (source, actions) => {
      change((sources) => sources.set(source, actions));
      return () =>
        change((sources) => {
          if (sources.get(source) === actions) {
            sources.delete(source);
          }
        });
    },
  };
}

/** All actions on offer; those of the screen in front come first. */
export function offered(state: ActionState): readonly Action[] {
  return [...state.sources.values()].reverse().flat();
}
