import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Brush } from '#core/analysis/query/selection.ts';
import classes from '#renderer/components/chart/layers/chart-overlay.module.css';
import { TONE_LOOKS } from '#renderer/components/chart/layers/marks.ts';
import { ChartTip, spokenLines } from '#renderer/components/chart/layers/tip.tsx';
import { placeOf } from '#renderer/components/chart/layers/use-drag.ts';
import { useLatest } from '#renderer/components/hooks/use-latest.ts';
import { brushBetween } from '../trial-axis.ts';
import { nearestLine, type ParallelGeometry, type PlacedLine } from './geometry.ts';

type OverlayProps = {
  readonly geometry: ParallelGeometry;
  readonly lines: readonly PlacedLine[];
  readonly linesOf: (trial: string) => readonly (readonly [string, string])[];
  readonly onOpen: (trial: string) => void;
  readonly onBrush: (field: string, brush: Brush | null) => void;
};

/** A shorter drag along an axis is a click, which takes its mark away. */
const LEAST_DRAG = 4;

const isLong = ({ from, to }: AxisDrag) => Math.abs(to - from) >= LEAST_DRAG;

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};

/** The next line in the order of losses; the first one without any. */
function neighbour(
  lines: readonly PlacedLine[],
  line: PlacedLine | null,
  { step, lossAxis }: { readonly step: number; readonly lossAxis: number },
): PlacedLine | null {
  const ranked = lines
    .filter(({ tone }) => tone !== 'dim')
    .sort((a, b) => (a.places[lossAxis] as number) - (b.places[lossAxis] as number));
  const at = line === null ? -1 : ranked.indexOf(line);
  return ranked[Math.min(Math.max(at + step, 0), ranked.length - 1)] ?? null;
}

/** Pointer and keyboard over the lines: a drag along an axis marks a part of it, elsewhere a click opens the trial. */
export function ParallelOverlay({ geometry, lines, linesOf, onOpen, onBrush }: OverlayProps) {
  const [marked, setMarked] = useState<{
    readonly trial: string;
    readonly at: readonly [number, number];
  } | null>(null);
  const drag = useLatest<AxisDrag | null>(null);
  const [overAxis, setOverAxis] = useState(false);
  const line = marked === null ? null : (lines.find(({ trial }) => trial === marked.trial) ?? null);

  const moved = (event: PointerEvent<HTMLElement>) => {
    const [left, top] = placeOf(event);
    if (drag.now.current !== null) {
      drag.set({ ...drag.now.current, to: top });
      return;
    }
    setOverAxis(geometry.axisAt(left) !== null);
    const near = nearestLine(lines, geometry, [left, top]);
    setMarked(near && { trial: near.trial, at: [left, top] });
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    const [left, top] = placeOf(event);
    const axis = geometry.axisAt(left);
    if (event.button === 0 && axis !== null) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setMarked(null);
      drag.set({ axis, from: top, to: top });
    }
  };
  // Not while it is dragged: what filters is told above, which moves the drawing. The pointer can be up before its last
  // move is told: where it is then counts.
  const up = (event: PointerEvent<HTMLElement>) => {
    const dragged = drag.now.current && { ...drag.now.current, to: placeOf(event)[1] };
    const axis = dragged && geometry.axes[dragged.axis];
    drag.set(null);
    if (axis) {
      const ends = [geometry.placeAt(dragged.from), geometry.placeAt(dragged.to)];
      onBrush(
        axis.field,
        isLong(dragged) ? brushBetween(axis, [Math.min(...ends), Math.max(...ends)]) : null,
      );
    } else if (line) {
      onOpen(line.trial);
    }
  };
  const key = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined) {
      const next = neighbour(lines, line, { step, lossAxis: geometry.axes.length - 1 });
      setMarked(next && { trial: next.trial, at: [geometry.width / 2, geometry.topOf(0.5)] });
    } else if (event.key === 'Enter' && line) {
      onOpen(line.trial);
    } else if (event.key === 'Escape') {
      setMarked(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <>
      <div
        className={classes.overlay}
        data-over={(line !== null && !overAxis) || undefined}
        style={overAxis ? { cursor: 'ns-resize' } : undefined}
        role="application"
        aria-label="Lines of trials: arrow keys go from the lowest loss to the highest, Enter opens the trial. Ranges can be typed under Ranges."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the trials from here.
        tabIndex={0}
        onPointerMove={moved}
        onPointerLeave={() => setMarked(null)}
        onPointerDown={down}
        onPointerUp={up}
        onPointerCancel={() => drag.set(null)}
        onKeyDown={key}
        onBlur={() => setMarked(null)}
      >
        <svg width={geometry.width} height={geometry.height} aria-hidden="true">
          {drag.drawn && isLong(drag.drawn) && <DraggedRange drag={drag.drawn} geometry={geometry} />}
          {line && <MarkedLine line={line} geometry={geometry} />}
        </svg>
      </div>
      {line && marked && (
        <ChartTip
          title={line.trial}
          lines={linesOf(line.trial)}
          foot="Click opens the trial"
          left={marked.at[0]}
          top={marked.at[1]}
          size={geometry}
        />
      )}
      <span className="visually-hidden" aria-live="polite">
        {line && `Trial ${line.trial}, ${spokenLines(linesOf(line.trial))}`}
      </span>
    </>
  );
}

/** A drag along one axis, in pixels from the top. */
type AxisDrag = { readonly axis: number; readonly from: number; readonly to: number };

type DraggedRangeProps = { readonly drag: AxisDrag; readonly geometry: ParallelGeometry };

/** The part of an axis that is being chosen. */
function DraggedRange({ drag: { axis, from, to }, geometry }: DraggedRangeProps) {
  return (
    <rect
      x={geometry.leftOf(axis) - 7}
      y={Math.min(from, to)}
      width={14}
      height={Math.abs(to - from)}
      rx={3}
      fill="var(--ink)"
      fillOpacity={0.12}
      stroke="var(--ink)"
      strokeWidth={1.5}
    />
  );
}

function pathOf({ places }: PlacedLine, { leftOf, topOf }: ParallelGeometry): string {
  return [...places.entries()]
    .filter(([, place]) => !Number.isNaN(place))
    .map(([axis, place]) => `${leftOf(axis)},${topOf(place)}`)
    .join(' ');
}

type MarkedLineProps = { readonly line: PlacedLine; readonly geometry: ParallelGeometry };

/** The trial that is meant, over all others. */
function MarkedLine({ line, geometry }: MarkedLineProps) {
  const points = pathOf(line, geometry);
  const color = line.tone === 'dim' ? 'var(--text2)' : `var(${TONE_LOOKS[line.tone].color})`;
  return (
    <>
      <polyline points={points} fill="none" stroke="var(--surface)" strokeWidth={6} />
      <polyline points={points} fill="none" stroke={color} strokeWidth={3} />
    </>
  );
}
