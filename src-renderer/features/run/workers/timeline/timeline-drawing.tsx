import { memo, useCallback } from 'react';
import type { Timeline } from '#core/analysis/charts/worker-timeline.ts';
import { formatTimeTick } from '#core/analysis/words/format-duration.ts';
import { TRIAL_STATES, type TrialState } from '#core/contract/run/trial.ts';
import { timeTicks } from '#renderer/components/chart/axes/ticks.ts';
import { CanvasLayer } from '#renderer/components/chart/layers/canvas-layer.tsx';
import classes from './timeline.module.css';
import {
  AXIS_PIXELS,
  BAR_PIXELS,
  barsOf,
  LABEL_PIXELS,
  LANE_PIXELS,
  type TimelineFrame,
} from './timeline-frame.ts';

const TICK_PIXELS = 96;
/** A label in the middle of its tick would be cut off so near to the edge. */
const EDGE = 24;

/** A time since the first worker came, in seconds, and where it lies. */
type TimelineTick = { readonly seconds: number; readonly left: number };

/** Round times, as many as the width has room for. */
function timelineTicks({ range: [from, to], whole: [origin], width, leftOf }: TimelineFrame) {
  const most = Math.max(2, Math.floor((width - LABEL_PIXELS) / TICK_PIXELS));
  return timeTicks((from - origin) / 1000, (to - origin) / 1000, most).map(
    (seconds): TimelineTick => ({ seconds, left: leftOf(origin + seconds * 1000) }),
  );
}

type AxisProps = { readonly frame: TimelineFrame; readonly top: number };

/** The times below the lanes. */
function TimelineAxis({ frame, top }: AxisProps) {
  const { width } = frame;
  return (
    <>
      {timelineTicks(frame).map(({ seconds, left }) => (
        <text
          key={seconds}
          x={left}
          y={top + 16}
          textAnchor={left > width - EDGE ? 'end' : 'middle'}
          fill="var(--text3)"
          fontSize={11}
        >
          {formatTimeTick(seconds)}
        </text>
      ))}
      <line x1={LABEL_PIXELS} x2={width} y1={top} y2={top} stroke="var(--line-strong)" />
    </>
  );
}

/** The axis once more at the lower edge of what is in sight: with many workers its own place is far below. */
export function StickyAxis({ frame }: { frame: TimelineFrame }) {
  return (
    <div className={classes.axis}>
      <svg width={frame.width} height={AXIS_PIXELS} aria-hidden="true">
        <TimelineAxis frame={frame} top={0} />
      </svg>
    </div>
  );
}

type TimelineDrawingProps = { readonly timeline: Timeline; readonly frame: TimelineFrame };

const LETTERS = 16;

function stateColors(): ReadonlyMap<TrialState, string> {
  const style = getComputedStyle(document.documentElement);
  return new Map(TRIAL_STATES.map((state) => [state, style.getPropertyValue(`--${state}`).trim()]));
}

/** Worker ids differ in their end: host, process, number. */
function short(worker: string): string {
  return worker.length <= LETTERS ? worker : `…${worker.slice(1 - LETTERS)}`;
}

/** Lanes and time in SVG, the evaluations on a canvas: there can be 100,000 of them. */
export const TimelineDrawing = memo(function TimelineDrawing({ timeline, frame }: TimelineDrawingProps) {
  const { width, height, leftOf, topOf } = frame;
  const draw = useCallback(
    function* (context: CanvasRenderingContext2D) {
      const colors = stateColors();
      for (const [index, lane] of timeline.lanes.entries()) {
        for (const { state, left, right } of barsOf(lane, frame)) {
          context.fillStyle = colors.get(state) ?? '';
          context.globalAlpha = state === 'evaluating' ? 0.55 : 0.9;
          context.fillRect(left, topOf(index), Math.max(1, right - left - 0.75), BAR_PIXELS);
        }
        yield;
      }
    },
    [timeline, frame, topOf],
  );
  const bottom = height - AXIS_PIXELS;
  return (
    <>
      <svg data-drawing width={width} height={height} aria-hidden="true">
        {timelineTicks(frame).map(({ seconds, left }) => (
          <line key={seconds} x1={left} x2={left} y1={0} y2={bottom} stroke="var(--grid)" />
        ))}
        {timeline.lanes.map(({ worker, from: began, to: ended }, index) => (
          <g key={worker}>
            <text
              x={LABEL_PIXELS - 10}
              y={index * LANE_PIXELS + 15}
              textAnchor="end"
              fill="var(--text2)"
              fontSize={11}
              fontFamily="var(--mono)"
            >
              {short(worker)}
            </text>
            <line
              x1={Math.max(LABEL_PIXELS, leftOf(began))}
              x2={Math.max(LABEL_PIXELS, Math.min(width, leftOf(ended)))}
              y1={index * LANE_PIXELS + LANE_PIXELS / 2}
              y2={index * LANE_PIXELS + LANE_PIXELS / 2}
              stroke="var(--line-strong)"
            />
          </g>
        ))}
        <TimelineAxis frame={frame} top={bottom} />
      </svg>
      <CanvasLayer width={width} height={height} draw={draw} />
    </>
  );
});
