import { formatTimeTick } from '#core/analysis/words/format-duration.ts';
import { timeTicks } from '#renderer/components/chart/axes/ticks.ts';
import classes from './timeline.module.css';
import { AXIS_PIXELS, LABEL_PIXELS, type TimelineFrame } from './timeline-frame.ts';

const TICK_PIXELS = 96;
/** A label in the middle of its tick would be cut off so near to the edge. */
const EDGE = 24;

/** A time since the first worker came, in seconds, and where it lies. */
export type TimelineTick = { readonly seconds: number; readonly left: number };

/** Round times, as many as the width has room for. */
export function timelineTicks({ range: [from, to], whole: [origin], width, leftOf }: TimelineFrame) {
  const most = Math.max(2, Math.floor((width - LABEL_PIXELS) / TICK_PIXELS));
  return timeTicks((from - origin) / 1000, (to - origin) / 1000, most).map(
    (seconds): TimelineTick => ({ seconds, left: leftOf(origin + seconds * 1000) }),
  );
}

type AxisProps = { readonly frame: TimelineFrame; readonly top: number };

/** The times below the lanes. */
export function TimelineAxis({ frame, top }: AxisProps) {
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
