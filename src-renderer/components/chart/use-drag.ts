import { type PointerEvent, useState } from 'react';

/** A place in the chart, in pixels from its left and its top. */
export type Place = readonly [left: number, top: number];

/** A shorter drag is a click. */
const LEAST_DRAG = 6;

export function placeOf(event: PointerEvent<HTMLElement>): Place {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

/** The pointer's drag along the axis: the ends in pixels, ordered, once it is more than a click. */
export function useDrag(clampLeft: (left: number) => number) {
  const [drag, setDrag] = useState<readonly [from: number, to: number] | null>(null);
  const [withShift, setWithShift] = useState(false);
  const isDrag = drag !== null && Math.abs(drag[1] - drag[0]) >= LEAST_DRAG;
  return {
    isPressed: drag !== null,
    withShift,
    dragged: isDrag ? ([Math.min(...drag), Math.max(...drag)] as const) : null,
    press: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0) {
        event.currentTarget.setPointerCapture(event.pointerId);
        const left = clampLeft(placeOf(event)[0]);
        setDrag([left, left]);
        setWithShift(event.shiftKey);
      }
    },
    move: (left: number) => setDrag((before) => before && [before[0], clampLeft(left)]),
    end: () => setDrag(null),
  };
}
