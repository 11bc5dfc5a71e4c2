import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { ParallelGeometry } from './geometry.ts';
import classes from './parallel.module.css';

type MoversProps = {
  readonly geometry: ParallelGeometry;
  /** Puts the axis of one place to another one. */
  readonly onMove: (from: number, to: number) => void;
};

/** Over the name of each axis but the loss: drag it, or press the arrow keys, to put the axis elsewhere. */
export function AxisMovers({ geometry, onMove }: MoversProps) {
  const dragged = useRef<number | null>(null);
  const { axes, leftOf } = geometry;
  const last = axes.length - 2;
  const top = geometry.top - 30;
  const width = axes.length > 1 ? leftOf(1) - leftOf(0) - 8 : 0;
  const key = (event: KeyboardEvent, index: number) => {
    const to = index + ({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? 0);
    if (to !== index && to >= 0 && to <= last) {
      event.preventDefault();
      onMove(index, to);
    }
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    const from = dragged.current;
    if (from === null || !box) {
      return;
    }
    const to = Math.round((event.clientX - box.left - leftOf(0)) / Math.max(1, leftOf(1) - leftOf(0)));
    if (to !== from && to >= 0 && to <= last) {
      dragged.current = to;
      onMove(from, to);
    }
  };
  return axes.slice(0, -1).map(({ field, name }, index) => (
    <button
      key={field}
      type="button"
      className={classes.mover}
      style={{ top, left: leftOf(index) - width / 2, width }}
      aria-label={`Axis ${name}: left and right arrow keys move it`}
      title={name}
      onKeyDown={(event) => key(event, index)}
      onPointerDown={(event) => {
        dragged.current = index;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => {
        dragged.current = null;
      }}
    />
  ));
}
