import { useCallback, useMemo, useState } from 'react';
import type { HomeRow } from '../collect.ts';

export type Selection = {
  readonly keys: ReadonlySet<string>;
  readonly toggle: (key: string) => void;
  readonly set: (keys: readonly string[]) => void;
};

/** Which rows are selected; those that leave the list leave the selection. */
export function useSelection(rows: readonly HomeRow[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const keys = useMemo(
    () => new Set(rows.map((row) => row.key).filter((key) => chosen.has(key))),
    [rows, chosen],
  );
  const toggle = useCallback((key: string) => {
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(key)) {
        after.add(key);
      }
      return after;
    });
  }, []);
  const set = useCallback((next: readonly string[]) => setChosen(new Set(next)), []);
  return useMemo(() => ({ keys, toggle, set }), [keys, toggle, set]);
}
