import { useElementSize } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { CanvasLayer } from './canvas-layer.tsx';
import { inDrawingOrder, type PlotMark, TONE_LOOKS, toneColors } from './marks.ts';
import classes from './plot.module.css';
import { PlotAxes } from './plot-axes.tsx';
import { type PlotFrame, plotFrame } from './plot-frame.ts';
import { PlotOverlay } from './plot-overlay.tsx';
import type { PlotProps } from './plot-props.ts';

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

/** Trials as points between two axes: hover and arrow keys show one, click and Enter open it, a drag marks a part. */
export function Plot(props: PlotProps) {
  const { x, y, marks, height, under, ref } = props;
  const { ref: sized, width } = useElementSize<HTMLDivElement>();
  const frame = useMemo(() => plotFrame(x, y, { width, height }), [x, y, width, height]);
  const onCanvas = marks.length > MOST_ELEMENTS;
  return (
    <div ref={ref}>
      <div ref={sized} className={classes.place} style={{ height }}>
        {width > 60 && (
          <>
            {onCanvas && <MarkCanvas marks={marks} frame={frame} />}
            <svg data-drawing width={width} height={height} aria-hidden="true">
              {under?.(frame)}
              <PlotAxes frame={frame} />
              {!onCanvas && <Marks marks={marks} frame={frame} />}
            </svg>
            <PlotOverlay {...props} frame={frame} />
          </>
        )}
      </div>
    </div>
  );
}
