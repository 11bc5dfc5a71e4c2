import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import type { Column } from './columns.ts';

/** Columns from the first to the one before the last place are drawn; the name of the trial always is. */
export type ColumnWindow = { readonly from: number; readonly to: number };

/** Pixels beyond the edges that are drawn too, so that scrolling to the side shows no gap. */
const BEYOND = 240;

/** The columns that a part of the table's width shows. */
export function columnWindow(
  widths: readonly number[],
  { left, width, before }: { readonly left: number; readonly width: number; readonly before: number },
): ColumnWindow {
  const total = widths.reduce((sum, each) => sum + each, before);
  if (total <= width) {
    return { from: 1, to: widths.length };
  }
  let start = before;
  let [from, to] = [widths.length, 1];
  for (const [index, each] of widths.entries()) {
    const isInSight = start + each > left - BEYOND && start < left + width + BEYOND;
    if (index > 0 && isInSight) {
      from = Math.min(from, index);
      to = index + 1;
    }
    start += each;
  }
  return from < to ? { from, to } : { from: 1, to: 1 };
}

/** Draws no more columns than are in sight: a space can have a hundred parameters. */
export function useColumnWindow(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  before: number,
): ColumnWindow {
  const [shown, setShown] = useState<ColumnWindow>({ from: 1, to: columns.length });
  const look = useCallback(() => {
    const place = scroller.current;
    if (place) {
      const next = columnWindow(
        columns.map(({ width }) => width),
        { left: place.scrollLeft, width: place.clientWidth, before },
      );
      setShown((now) => (now.from === next.from && now.to === next.to ? now : next));
    }
  }, [scroller, columns, before]);
  useLayoutEffect(look, [look]);
  useEffect(() => {
    const place = scroller.current;
    if (!place) {
      return;
    }
    const observer = new ResizeObserver(look);
    observer.observe(place);
    // Before the rows are drawn for their new place: afterwards every measure would lay all of them out.
    place.addEventListener('scroll', look, { passive: true, capture: true });
    return () => {
      observer.disconnect();
      place.removeEventListener('scroll', look, { capture: true });
    };
  }, [scroller, look]);
  return shown;
}
