import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { trialWords } from '#renderer/format/words.ts';
import type { PlotMark } from './marks.ts';
import classes from './plot.module.css';
import type { PlotFrame } from './plot-frame.ts';
import type { PlotProps } from './plot-props.ts';
import { ChartTip } from './tip.tsx';

/** A shorter drag is a click. */
const LEAST_DRAG = 6;
/** How far the pointer may be from a mark to mean it, in pixels. */
const REACH = 24;

type OverlayProps = Pick<PlotProps, 'label' | 'marks' | 'linesOf' | 'onOpen' | 'brushed' | 'onBrush'> & {
  readonly frame: PlotFrame;
};
type Drag = { readonly from: number; readonly to: number };

function pointOf(event: PointerEvent<HTMLElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function nearest(
  marks: readonly PlotMark[],
  frame: PlotFrame,
  [left, top]: readonly [number, number],
): PlotMark | null {
  let found: PlotMark | null = null;
  let least = REACH ** 2;
  for (const mark of marks) {
    const distance = (frame.leftOf(mark.x) - left) ** 2 + (frame.topOf(mark.y) - top) ** 2;
    if (distance < least) {
      least = distance;
      found = mark;
    }
  }
  return found;
}

const KEY_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The next mark to the right or to the left; without one the outermost from where the keys come. */
function neighbour(ordered: readonly PlotMark[], mark: PlotMark | null, step: 1 | -1): PlotMark | undefined {
  if (mark === null) {
    return step > 0 ? ordered[0] : ordered.at(-1);
  }
  return ordered[Math.min(Math.max(ordered.indexOf(mark) + step, 0), ordered.length - 1)];
}

function Brushed({ frame, places }: { frame: PlotFrame; places: readonly [number, number] }) {
  const [left, right] = [frame.leftOf(places[0]), frame.leftOf(places[1])];
  return (
    <rect
      x={left}
      y={frame.edges.top}
      width={Math.max(1, right - left)}
      height={frame.height - frame.edges.top - frame.edges.bottom}
      fill="var(--ink)"
      fillOpacity={0.06}
      stroke="var(--ink)"
      strokeOpacity={0.5}
    />
  );
}

/** Pointer and keyboard of a plot; lies over the drawing, which therefore stands still. */
export function PlotOverlay({ label, marks, linesOf, onOpen, brushed, onBrush, frame }: OverlayProps) {
  const [marked, setMarked] = useState<string | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const ordered = useMemo(() => marks.toSorted((a, b) => a.x - b.x || a.y - b.y), [marks]);
  const mark = marked === null ? null : (ordered.find(({ trial }) => trial === marked) ?? null);
  const isDrag = drag !== null && Math.abs(drag.to - drag.from) >= LEAST_DRAG;
  const places = (ends: Drag) =>
    [frame.placeAt(Math.min(ends.from, ends.to)), frame.placeAt(Math.max(ends.from, ends.to))] as const;
  const shown = isDrag ? places(drag) : (brushed ?? null);

  const moved = (event: PointerEvent<HTMLElement>) => {
    const point = pointOf(event);
    if (drag) {
      setDrag({ from: drag.from, to: point[0] });
    } else {
      setMarked(nearest(ordered, frame, point)?.trial ?? null);
    }
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      const [left] = pointOf(event);
      setDrag({ from: left, to: left });
    }
  };
  const up = () => {
    setDrag(null);
    if (isDrag) {
      onBrush?.(places(drag));
    } else if (mark) {
      onOpen(mark.trial);
    }
  };
  const key = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined) {
      setMarked(neighbour(ordered, mark, step)?.trial ?? null);
    } else if (event.key === 'Enter' && mark) {
      onOpen(mark.trial);
    } else if (event.key === 'Escape') {
      setMarked(null);
      onBrush?.(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <>
      <div
        className={classes.overlay}
        data-over={mark !== null || undefined}
        role="application"
        aria-label={`${label}: arrow keys go from one trial to the next, Enter opens it`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the trials from here.
        tabIndex={0}
        onPointerMove={moved}
        onPointerLeave={() => setMarked(null)}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={() => setDrag(null)}
        onDoubleClick={() => onBrush?.(null)}
        onKeyDown={key}
        onBlur={() => setMarked(null)}
      >
        <svg width={frame.width} height={frame.height} aria-hidden="true">
          {shown && <Brushed frame={frame} places={shown} />}
          {mark && !isDrag && (
            <circle
              cx={frame.leftOf(mark.x)}
              cy={frame.topOf(mark.y)}
              r={7.5}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={2}
            />
          )}
        </svg>
      </div>
      {mark && !isDrag && (
        <ChartTip
          title={mark.trial}
          lines={linesOf(mark)}
          foot="Click opens the trial"
          left={frame.leftOf(mark.x)}
          top={frame.topOf(mark.y)}
          size={frame}
        />
      )}
      <span className="visually-hidden" aria-live="polite">
        {mark &&
          `${trialWords(mark.trial)}, ${linesOf(mark)
            .map((line) => line.join(' '))
            .join(', ')}`}
      </span>
    </>
  );
}
