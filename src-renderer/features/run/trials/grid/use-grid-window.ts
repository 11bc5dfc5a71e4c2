import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

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
function slotsBehind(slot: number, first: number, slots: number): number {
  return (((slot - first) % slots) + slots) % slots;
}

/**
 * The slot whose element stands first in the document. While the table scrolls it stays, so that no element moves; at
 * rest it goes to that of the first row, so that the rows are read in the order in which they are seen. A row that has the
 * focus is not moved: it would lose it.
 */
function useFirstSlot(scroller: RefObject<HTMLElement | null>, { isScrolling, from, slots }: Window): number {
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

export const ROW_PIXELS = 30;
const HEAD_PIXELS = 30;
/** Rows drawn beyond the edge, so that scrolling never shows an empty one. */
const OVERSCAN = 6;

/** As many rows as can be drawn at once. */
function slotsFor(height: number, drawn: number): number {
  return Math.max(Math.ceil(height / ROW_PIXELS) + 1 + 2 * OVERSCAN, drawn);
}

/**
 * The places of the rows that are drawn, each in the slot of its element. What leaves at one edge is filled anew at the
 * other: to make an element, or to move it among the others, costs many times what changing its text does. So there are
 * as many at every place of the table, in the order of their slots, of which `firstSlot` is the first.
 */
function drawnPlaces(from: number, count: number, slots: number, firstSlot: number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => from + index);
  return places.sort((a, b) => slotsBehind(a, firstSlot, slots) - slotsBehind(b, firstSlot, slots));
}

export type GridVirtualizer = Virtualizer<HTMLDivElement, Element>;

/** The part of the table that is in sight. */
export type GridWindow = {
  readonly virtual: GridVirtualizer;
  /** Places of the rows to draw, in the order of their elements. */
  readonly drawn: readonly number[];
  /** The element that draws the row at a place. */
  readonly slotOf: (place: number) => number;
};

/** @param count - rows of the whole table */
export function useGridWindow(scroller: RefObject<HTMLDivElement | null>, count: number): GridWindow {
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN,
    // The head lies in what scrolls, and stays at its top.
    scrollMargin: HEAD_PIXELS,
    scrollPaddingStart: HEAD_PIXELS,
  });
  const items = virtual.getVirtualItems();
  const slots = slotsFor(virtual.scrollRect?.height ?? 0, items.length);
  const drawnCount = items.length === 0 ? 0 : Math.min(slots, count);
  const from = Math.max(0, Math.min(items[0]?.index ?? 0, count - drawnCount));
  const firstSlot = useFirstSlot(scroller, { isScrolling: virtual.isScrolling, from, slots });
  const drawn = drawnPlaces(from, drawnCount, slots, firstSlot);
  return { virtual, drawn, slotOf: (place) => place % slots };
}
