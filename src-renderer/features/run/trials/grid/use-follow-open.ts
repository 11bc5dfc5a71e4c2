import { type RefObject, useEffect, useRef } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import type { GridVirtualizer } from './use-grid-window.ts';

type Following = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly virtual: GridVirtualizer;
  readonly rows: readonly Trial[];
  /** The trial whose details are open; null without. */
  readonly open: string | null;
  readonly onActive: (trial: string | null) => void;
};

/** Goes where details open, and takes the keyboard back where they close. */
export function useFollowOpen({ scroller, virtual, rows, open, onActive }: Following): void {
  // A trial that the address names is brought into sight once, when it is opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that come later must not scroll the table.
  useEffect(() => {
    const place = open === null ? -1 : rows.findIndex(({ trial }) => trial === open);
    if (place >= 0) {
      onActive(open);
      virtual.scrollToIndex(place, { align: 'auto' });
    }
  }, [open]);

  // What was open is gone with what had the focus in it: the keyboard goes on at its row.
  const wasOpen = useRef(open !== null);
  useEffect(() => {
    if (wasOpen.current && open === null && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true });
    }
    wasOpen.current = open !== null;
  }, [open, scroller]);
}
