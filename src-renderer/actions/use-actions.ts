import { useLayoutEffect } from 'react';
import type { Action } from '../stores/action.ts';
import { useStores } from '../stores/stores.ts';

/**
 * Offers actions to palette, shortcuts and application menu while the component is mounted, from the moment it is drawn.
 *
 * @param actions - memoised by the caller, so that they are handed over only when they change
 */
export function useActions(source: string, actions: readonly Action[]): void {
  const { actions: store } = useStores();
  useLayoutEffect(() => store.offer(source, actions), [store, source, actions]);
}
