import type { PointerEvent } from 'react';
import { useLatest } from '#renderer/components/hooks/use-latest.ts';

/** A place in the chart, in pixels from its left and its top. */
export type Place = readonly [left: number, top: number];

/** A shorter drag is a click. */
const LEAST_DRAG = 6;

/** Where the pointer is in the element that listens. */
export function placeOf(event: PointerEvent<HTMLElement>): Place {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

type Press = { readonly from: number; readonly to: number; readonly withShift: boolean };

/** What is pressed, and the ends of the drag in pixels, ordered, once it is more than a click. */
type Drag = {
  readonly isPressed: boolean;
  readonly withShift: boolean;
  readonly dragged: readonly [low: number, high: number] | null;
};

function dragOf(press: Press | null): Drag {
  if (press === null) {
    return { isPressed: false, withShift: false, dragged: null };
  }
  const { from, to, withShift } = press;
  const isDrag = Math.abs(to - from) >= LEAST_DRAG;
  return { isPressed: true, withShift, dragged: isDrag ? [Math.min(from, to), Math.max(from, to)] : null };
}

/**
 * The pointer's drag along the axis: `drawn` as it was drawn last, `end` tells how it ended. That goes by what the
 * pointer did: it may be up again before its last moves are drawn.
 */
export function useDrag(clampLeft: (left: number) => number) {
  const { now, drawn, set } = useLatest<Press | null>(null);
  return {
    drawn: dragOf(drawn),
    press: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        const left = clampLeft(placeOf(event)[0]);
        set({ from: left, to: left, withShift: event.shiftKey });
      }
    },
    move: (left: number) => {
      if (now.current !== null) {
        set({ ...now.current, to: clampLeft(left) });
      }
    },
    end: (): Drag => {
      const drag = dragOf(now.current);
      set(null);
      return drag;
    },
  };
}
