import { useElementSize } from '@mantine/hooks';
import { type ReactNode, useCallback, useId, useMemo } from 'react';
import { PlotAxes } from '../axes/plot-axes.tsx';
import { CanvasLayer } from '../layers/canvas-layer.tsx';
import { inDrawingOrder, type PlotMark, TONE_LOOKS, toneColors } from '../layers/marks.ts';
import { ShowAll } from '../show-all.tsx';
import classes from './plot.module.css';
import { isInSight, type PlotFrame, plotFrame } from './plot-frame.ts';
import { PlotOverlay } from './plot-overlay.tsx';
import type { PlotProps } from './plot-props.ts';
import { usePlotZoom } from './plot-zoom.ts';

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
