import { useEffect } from 'react';
import { useRoute } from 'wouter';
import { RUN_ROUTE } from '../routing/addresses.ts';
import { unescaped } from '../routing/unescaped.ts';
import { useStores } from '../stores/stores.ts';

/** A run whose address was gone to is open, also where a person leaves before its screen is loaded. */
export function useOpenRuns(): void {
  const { openRuns } = useStores();
  const [, params] = useRoute(RUN_ROUTE);
  const key = params?.key;
  useEffect(() => {
    if (key !== undefined) {
      openRuns.open(unescaped(key));
    }
  }, [openRuns, key]);
}
