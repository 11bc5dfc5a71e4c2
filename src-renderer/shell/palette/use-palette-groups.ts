import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { offered } from '../../stores/action-store.ts';
import { useHome, useStores } from '../../stores/stores.ts';
import { matchActions, type PaletteGroup } from './match.ts';
import { homeActions, withoutDoubles } from './palette-actions.ts';

/** Everything on offer, and every run of the list, as far as the query fits. */
export function usePaletteGroups(query: string): PaletteGroup[] {
  const stores = useStores();
  const [, navigate] = useLocation();
  const runs = useHome((state) => state.home?.runs);
  const actions = useStore(stores.actions);
  return useMemo(() => {
    const all = [...offered(actions), ...homeActions(runs ?? [], stores, navigate)];
    return matchActions(
      withoutDoubles(all).filter((each) => each.id !== 'command-palette'),
      query,
    );
  }, [query, actions, runs, stores, navigate]);
}
