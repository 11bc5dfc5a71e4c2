import { useCallback, useMemo, useState } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { type HeldRows, holdOrder } from './held-order.ts';

type Held = { readonly key: string; readonly rows: readonly Trial[] };

/**
 * Rows that do not move by themselves: see {@link holdOrder}. Another `key` (what is filtered and sorted by) shows the
 * new order at once.
 */
export function useHeldOrder(
  next: readonly Trial[],
  all: readonly Trial[],
  key: string,
): HeldRows & { readonly show: () => void } {
  const [held, setHeld] = useState<Held>({ key, rows: next });
  const current = useCallback(() => new Map(all.map((trial) => [trial.trial, trial])), [all]);
  const result = useMemo(
    () => (held.key === key ? holdOrder(held.rows, next, current) : { rows: next, waiting: 0, moved: false }),
    [held, next, current, key],
  );
  // What was accepted is what is held from now on.
  if (result.rows === next && (held.key !== key || held.rows !== next)) {
    setHeld({ key, rows: next });
  }
  return { ...result, show: () => setHeld({ key, rows: next }) };
}
