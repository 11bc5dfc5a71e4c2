import type { EngineClient } from '#renderer/host/engine-client.ts';
import { createRunStore, type RunStore } from './run-store.ts';

/** The stores of all runs on screen: made at the first use of a key, closed a while after the last. */
export type RunStores = {
  /** The store of a run, following it for as long as somebody holds it. */
  readonly store: (key: string) => RunStore;
  /** @returns a function that lets it go */
  readonly hold: (key: string) => () => void;
};

type Held = { readonly store: RunStore; readonly close: () => void; holders: number };

/** Long enough that going back to a run just left shows it at once. */
const KEEP_MILLISECONDS = 30_000;

export function createRunStores(client: EngineClient): RunStores {
  const held = new Map<string, Held>();

  const heldFor = (key: string): Held => {
    const known = held.get(key);
    if (known) {
      return known;
    }
    const made = { ...createRunStore(client, key), holders: 0 };
    held.set(key, made);
    return made;
  };

  const closeIfUnused = (key: string, entry: Held) => {
    if (entry.holders === 0 && held.get(key) === entry) {
      held.delete(key);
      entry.close();
    }
  };

  return {
    store: (key) => heldFor(key).store,
    hold: (key) => {
      const entry = heldFor(key);
      entry.holders += 1;
      return () => {
        entry.holders -= 1;
        const refused = entry.store.getState().phase === 'refused';
        setTimeout(() => closeIfUnused(key, entry), refused ? 0 : KEEP_MILLISECONDS);
      };
    },
  };
}
