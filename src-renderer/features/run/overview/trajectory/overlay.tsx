import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { formatNumber } from '#core/analysis/format.ts';
import type { TrajectoryAxis } from '#core/analysis/trajectory.ts';
import type { Trial } from '#core/contract/trial.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';
import type { AxisNames } from './axis-words.ts';
import { EDGES, type Geometry, markOf, nearestMark, neighbourMark, type Range } from './geometry.ts';
import type { PlacedMark } from './placed-mark.ts';
import { Tip } from './tip.tsx';
import classes from './trajectory.module.css';

type OverlayProps = {
  readonly geometry: Geometry;
  readonly axis: TrajectoryAxis;
  readonly names: AxisNames;
  readonly trialOf: (name: string) => Trial | undefined;
  readonly onOpen: (trial: string) => void;
  /** Null for the whole axis. */
  readonly onZoom: (zoom: Range | null) => void;
};

/** A shorter drag is a click. */
const LEAST_DRAG = 6;

type Drag = { readonly from: number; readonly to: number };

function placeOf(event: PointerEvent<HTMLElement>): { left: number; top: number } {
  const box = event.currentTarget.getBoundingClientRect();
  return { left: event.clientX - box.left, top: event.clientY - box.top };
}

function spoken(mark: PlacedMark | null): string {
  if (mark === null) {
    return '';
  }
  return mark.loss === null
    ? `Trial ${mark.trial}, ${TRIAL_STATE_WORDS[mark.state]}`
    : `Trial ${mark.trial}, loss ${formatNumber(mark.loss)}`;
}

const KEY_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * The chart's pointer and keyboard: ring, hairline and tip on the nearest trial, click opens it, a drag zooms, a double
 * click (or Escape) shows all again. Lies over the drawing, which therefore stands still.
 */
export function Overlay({ geometry, axis, names, trialOf, onOpen, onZoom }: OverlayProps) {
  const [marked, setMarked] = useState<string | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const pressed = useRef(false);
  const mark = useMemo(() => markOf(geometry, marked), [geometry, marked]);
  const { size } = geometry;
  const bottom = size.height - EDGES.bottom;
  const clampLeft = (left: number) => Math.min(Math.max(left, EDGES.left), size.width - EDGES.right);

  const moved = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = placeOf(event);
    if (drag) {
      setDrag({ from: drag.from, to: clampLeft(left) });
      return;
    }
    setMarked(nearestMark(geometry, left, top)?.trial ?? null);
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) {
      const left = clampLeft(placeOf(event).left);
      pressed.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ from: left, to: left });
    }
  };
  const up = () => {
    const ended = drag;
    setDrag(null);
    if (!pressed.current || !ended) {
      return;
    }
    pressed.current = false;
    if (Math.abs(ended.to - ended.from) >= LEAST_DRAG) {
      const ends = [geometry.xAt(ended.from), geometry.xAt(ended.to)] as const;
      onZoom([Math.min(...ends), Math.max(...ends)]);
    } else if (mark) {
      onOpen(mark.trial);
    }
  };
  const key = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined) {
      setMarked(neighbourMark(geometry, marked, step)?.trial ?? null);
    } else if (event.key === 'Enter' && mark) {
      onOpen(mark.trial);
    } else if (event.key === 'Escape') {
      setMarked(null);
      onZoom(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  const dragging = drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG ? drag : null;
  return (
    <>
      <div
        className={classes.overlay}
        data-over={mark !== null || undefined}
        role="application"
        aria-label="Trials in the chart: arrow keys go from one to the next, Enter opens it, Escape shows the whole axis"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the trials from here.
        tabIndex={0}
        onPointerMove={moved}
        onPointerLeave={() => setMarked(null)}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={() => onZoom(null)}
        onKeyDown={key}
        onBlur={() => setMarked(null)}
      >
        <svg width={size.width} height={size.height} aria-hidden="true">
          {dragging && (
            <rect
              x={Math.min(dragging.from, dragging.to)}
              y={EDGES.top}
              width={Math.abs(dragging.to - dragging.from)}
              height={bottom - EDGES.top}
              fill="var(--text3)"
              fillOpacity={0.14}
            />
          )}
          {mark && !dragging && (
            <>
              <line x1={mark.left} x2={mark.left} y1={EDGES.top} y2={bottom} stroke="var(--text3)" />
              <circle cx={mark.left} cy={mark.top} r={7.5} fill="none" stroke="var(--ink)" strokeWidth={2} />
            </>
          )}
        </svg>
      </div>
      {mark && !dragging && (
        <Tip mark={mark} trial={trialOf(mark.trial)} axis={axis} names={names} size={size} />
      )}
      <span className="visually-hidden" aria-live="polite">
        {spoken(mark)}
      </span>
    </>
  );
}
