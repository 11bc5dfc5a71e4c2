import { useRef, useState } from 'react';
import type { HomeRow } from '../collect.ts';
import { keepOrder } from '../model.ts';

/**
 * Keeps rows where they are while the pointer is over them: what it is about to click must not move away. The order
 * catches up when the pointer leaves, and at once when the person asks for another one.
 *
 * @param asked - what the person ordered and filtered by, as text
 */
export function useStillOrder(rows: readonly HomeRow[], asked: string) {
  const [held, setHeld] = useState(false);
  const last = useRef<{ readonly asked: string; readonly keys: readonly string[] }>({ asked, keys: [] });
  const shown = held && last.current.asked === asked ? keepOrder(rows, last.current.keys) : rows;
  last.current = { asked, keys: shown.map((row) => row.key) };
  return { shown, hold: () => setHeld(true), release: () => setHeld(false) };
}
