import { useRef } from 'react';
import type { HomeRow } from './collect.ts';
import { keepOrder } from './model.ts';

/**
 * Keeps rows where they are while the pointer is over them: what it is about to click must not move away. The order
 * catches up when the pointer leaves.
 */
export function useStillOrder() {
  const held = useRef<readonly string[] | null>(null);
  const last = useRef<readonly string[]>([]);
  return {
    order: (rows: readonly HomeRow[]): readonly HomeRow[] => {
      const shown = held.current ? keepOrder(rows, held.current) : rows;
      last.current = shown.map((row) => row.key);
      return shown;
    },
    hold: () => {
      held.current = last.current;
    },
    release: () => {
      held.current = null;
    },
  };
}
