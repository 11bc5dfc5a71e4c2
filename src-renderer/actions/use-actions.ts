import { useEffect } from 'react';
import { useStores } from '../stores/stores.ts';
import type { Action } from './action.ts';

/**
 * Offers actions to palette, shortcuts and application menu while the component is mounted.
 *
 * @param actions - memoised by the caller, so that they are handed over only when they change
 */
export function useActions(source: string, actions: readonly Action[]): void {
  const { actions: store } = useStores();
  useEffect(() => store.offer(source, actions), [store, source, actions]);
}
