import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useCallback, useId, useMemo } from 'react';
import { CanvasLayer } from '../layers/canvas-layer.tsx';
import { inDrawingOrder, type PlotMark, TONE_LOOKS, toneColors } from '../layers/marks.ts';
import { ShowAll } from '../show-all.tsx';
import classes from './plot.module.css';
import { isInSight, type PlotFrame, plotFrame } from './plot-frame.ts';
import type { PlotProps } from './plot-overlay.tsx';
import { PlotOverlay } from './plot-overlay.tsx';
import { usePlotZoom } from './plot-zoom.ts';

const X_TICK_PIXELS = 62;
const LETTER = 6.2;

function cut(label: string, pixels: number): string {
  const letters = Math.max(3, Math.floor(pixels / LETTER));
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}

/** Grid, ticks and the line at the bottom. */
function PlotAxes({ frame }: { frame: PlotFrame }) {
  const { x, y, sight, width, height, edges, leftOf, topOf } = frame;
  const bottom = height - edges.bottom;
  const across = width - edges.left - edges.right;
  const xTicks = x.ticks(Math.max(2, Math.floor(across / X_TICK_PIXELS)), sight.x);
  const room = x.choices === null ? X_TICK_PIXELS : across / Math.max(1, xTicks.length);
  return (
    <g>
      {y.ticks(6, sight.y).map(({ place, label }) => (
        <g key={label}>
          <line
            x1={edges.left}
            x2={width - edges.right}
            y1={topOf(place)}
            y2={topOf(place)}
            stroke="var(--grid)"
          />
          <text x={edges.left - 6} y={topOf(place) + 4} textAnchor="end">
            {cut(label, edges.left - 8)}
          </text>
        </g>
      ))}
      <line x1={edges.left} x2={width - edges.right} y1={bottom} y2={bottom} stroke="var(--line-strong)" />
      {xTicks.map(({ place, label }, index) => (
        <text
          key={label}
          x={leftOf(place)}
          y={bottom + 16}
          textAnchor={
            x.choices === null &&
            index === xTicks.length - 1 &&
            leftOf(place) > width - edges.right - 0.06 * across
              ? 'end'
              : 'middle'
          }
        >
          {cut(label, room)}
        </text>
      ))}
    </g>
  );
}

/** More marks than this are drawn on a canvas. */
const MOST_ELEMENTS = 1_000;

function Marks({ marks, frame }: { marks: readonly PlotMark[]; frame: PlotFrame }) {
  return inDrawingOrder(marks).map(({ trial, x, y, tone }) => {
    const { color, radius, opacity } = TONE_LOOKS[tone];
    return (
      <circle
        key={trial}
        cx={frame.leftOf(x)}
        cy={frame.topOf(y)}
        r={radius}
        fill={`var(${color})`}
        fillOpacity={opacity}
        stroke={tone === 'dim' ? 'none' : 'var(--surface)'}
        strokeWidth={tone === 'dim' ? 0 : 0.8}
      />
    );
  });
}

function MarkCanvas({ marks, frame }: { marks: readonly PlotMark[]; frame: PlotFrame }) {
  const draw = useCallback(
    function* (context: CanvasRenderingContext2D) {
      const colors = toneColors();
      for (const { x, y, tone } of inDrawingOrder(marks)) {
        const { radius, opacity } = TONE_LOOKS[tone];
        context.fillStyle = colors[tone];
        context.globalAlpha = tone === 'incumbent' ? 1 : opacity * 0.6;
        context.beginPath();
        context.arc(frame.leftOf(x), frame.topOf(y), Math.min(radius, 2.4), 0, 2 * Math.PI);
        context.fill();
        yield;
      }
    },
    [marks, frame],
  );
  return <CanvasLayer width={frame.width} height={frame.height} draw={draw} />;
}

/** Cuts what is drawn to the plot, where a part of it is out of sight. */
function Cut({ frame, children }: { frame: PlotFrame; children: ReactNode }) {
  const id = useId();
  const { edges, width, height } = frame;
  return (
    <>
      <clipPath id={id}>
        <rect
          x={edges.left}
          y={edges.top}
          width={Math.max(0, width - edges.left - edges.right)}
          height={Math.max(0, height - edges.top - edges.bottom)}
        />
      </clipPath>
      <g clipPath={`url(#${id})`}>{children}</g>
    </>
  );
}

/**
 * Trials as points between two axes: hover and arrow keys show one, click and Enter open it, a drag zooms, a double click
 * or Escape shows all again, a drag with Shift marks a part.
 */
export function Plot(props: PlotProps) {
  const { x, y, marks: all, height, under, ref, keepsUp = false } = props;
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const { sight, isZoomed, zoomTo } = usePlotZoom(x, all, keepsUp);
  const frame = useMemo(() => plotFrame(x, y, { width, height }, sight), [x, y, width, height, sight]);
  const marks = useMemo(
    () => (isZoomed ? all.filter((mark) => isInSight(mark.x, sight.x) && isInSight(mark.y, sight.y)) : all),
    [all, isZoomed, sight],
  );
  const onCanvas = marks.length > MOST_ELEMENTS;
  const drawnUnder = under?.(frame);
  return (
    <div ref={ref}>
      <div ref={sized} className={classes.place} style={{ height }}>
        {width > 60 && (
          <>
            {onCanvas && <MarkCanvas marks={marks} frame={frame} />}
            <svg data-drawing width={width} height={height} aria-hidden="true">
              {isZoomed ? <Cut frame={frame}>{drawnUnder}</Cut> : drawnUnder}
              <PlotAxes frame={frame} />
              {!onCanvas && <Marks marks={marks} frame={frame} />}
            </svg>
            <PlotOverlay {...props} marks={marks} frame={frame} isZoomed={isZoomed} onZoom={zoomTo} />
            {isZoomed && (
              <span className={classes.all}>
                <ShowAll of={x.title} variant="default" onShow={() => zoomTo(null)} />
              </span>
            )}
          </>
        )}
      </div>
    </div>
  );
}
