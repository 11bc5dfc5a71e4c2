import { type RefObject, useEffect, useState } from 'react';

/** Rows that change their place among the elements in one frame: each of them is styled anew. */
const AT_ONCE = 4;

type Window = {
  readonly isScrolling: boolean;
  /** The place of the first row that is drawn. */
  readonly from: number;
  /** How many rows are drawn at most. */
  readonly slots: number;
};

/** How far one slot lies behind another, round the end. */
export function slotsBehind(slot: number, first: number, slots: number): number {
  return (((slot - first) % slots) + slots) % slots;
}

/**
 * The slot whose element stands first in the document. While the table scrolls it stays, so that no element moves; at
 * rest it goes to that of the first row, so that the rows are read in the order in which they are seen. A row that has the
 * focus is not moved: it would lose it.
 */
export function useFirstSlot(
  scroller: RefObject<HTMLElement | null>,
  { isScrolling, from, slots }: Window,
): number {
  const [first, setFirst] = useState(0);
  const left = slotsBehind(from, first, slots);
  useEffect(() => {
    if (isScrolling || left === 0) {
      return;
    }
    const frame = requestAnimationFrame(() => {
      const focused = document.activeElement?.closest('[role=gridcell]') ?? null;
      if (focused === null || !scroller.current?.contains(focused)) {
        setFirst((first + Math.min(AT_ONCE, left)) % slots);
      }
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller, isScrolling, left, first, slots]);
  return first;
}
