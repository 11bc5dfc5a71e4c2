import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { formatNumber } from '#core/analysis/format.ts';
import { formatDuration } from '#core/analysis/format-duration.ts';
import type { Timeline, TimelineSpan } from '#core/analysis/worker-timeline.ts';
import { lossOf } from '#core/contract/trial.ts';
import { ChartTip } from '#renderer/components/chart/tip.tsx';
import { TRIAL_STATE_WORDS, trialWords } from '#renderer/format/words.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import { trialAddress } from '../live/trial-address.ts';
import classes from './timeline.module.css';
import {
  AXIS_PIXELS,
  BAR_PIXELS,
  neighbourOf,
  spanAt,
  type TimelineFrame,
  type TimeRange,
} from './timeline-frame.ts';

type OverlayProps = {
  readonly timeline: Timeline;
  readonly frame: TimelineFrame;
  readonly onZoom: (zoom: TimeRange | null) => void;
};

/** A shorter drag is a click. */
const LEAST_DRAG = 6;
const KEY_STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 };

function placeOf(event: PointerEvent<HTMLElement>): readonly [number, number] {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function linesOf({ trial, from, to, goesOn }: TimelineSpan): readonly (readonly [string, string])[] {
  const loss = lossOf(trial);
  return [
    ['State', TRIAL_STATE_WORDS[trial.state]],
    ...(loss === null ? [] : ([['Loss', formatNumber(loss)]] as const)),
    [goesOn ? 'Runs for' : 'Ran for', formatDuration((to - from) / 1000)],
    ...(trial.error ? ([['Error', trial.error.type]] as const) : []),
  ];
}

type Drag = { readonly from: number; readonly to: number };

/** Pointer and keyboard of the timeline: hover and arrow keys show an evaluation, click opens it, a drag zooms. */
export function TimelineOverlay({ timeline, frame, onZoom }: OverlayProps) {
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  const [marked, setMarked] = useState<string | null>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const lane = timeline.lanes.findIndex(({ spans }) => spans.some(({ trial }) => trial.trial === marked));
  const span = timeline.lanes[lane]?.spans.find(({ trial }) => trial.trial === marked) ?? null;
  const isDrag = drag !== null && Math.abs(drag.to - drag.from) >= LEAST_DRAG;
  const open = () => span && navigate(trialAddress(runKey, span.trial.trial));

  const moved = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    if (drag) {
      setDrag({ from: drag.from, to: place[0] });
    } else {
      setMarked(spanAt(timeline, frame, place)?.trial.trial ?? null);
    }
  };
  const down = (event: PointerEvent<HTMLElement>) => {
    if (event.button === 0) {
      event.currentTarget.setPointerCapture(event.pointerId);
      const [left] = placeOf(event);
      setDrag({ from: left, to: left });
    }
  };
  const up = () => {
    setDrag(null);
    if (isDrag) {
      const ends = [frame.timeAt(drag.from), frame.timeAt(drag.to)] as const;
      onZoom([Math.min(...ends), Math.max(...ends)]);
    } else {
      open();
    }
  };
  const key = (event: KeyboardEvent) => {
    const step = KEY_STEPS[event.key];
    if (step !== undefined) {
      setMarked(neighbourOf(timeline, marked, step)?.trial.trial ?? null);
    } else if (event.key === 'Enter') {
      open();
    } else if (event.key === 'Escape') {
      setMarked(null);
      onZoom(null);
    } else {
      return;
    }
    event.preventDefault();
  };
  const left = span ? Math.max(frame.leftOf(span.from), 0) : 0;
  return (
    <>
      <div
        className={classes.overlay}
        data-over={span !== null || undefined}
        role="application"
        aria-label="Evaluations in the timeline: arrow keys go from one to the next, Enter opens it, Escape shows all of the time"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys go through the evaluations from here.
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
        <svg width={frame.width} height={frame.height} aria-hidden="true">
          {isDrag && (
            <rect
              x={Math.min(drag.from, drag.to)}
              y={0}
              width={Math.abs(drag.to - drag.from)}
              height={frame.height - AXIS_PIXELS}
              fill="var(--ink)"
              fillOpacity={0.08}
            />
          )}
          {span && !isDrag && (
            <rect
              x={left - 1}
              y={frame.topOf(lane) - 1}
              width={Math.max(2, frame.leftOf(span.to) - left) + 1}
              height={BAR_PIXELS + 2}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={2}
            />
          )}
        </svg>
      </div>
      {span && !isDrag && (
        <ChartTip
          title={span.trial.trial}
          lines={linesOf(span)}
          foot="Click opens the trial"
          left={Math.min(Math.max(left, 0), frame.width)}
          top={frame.topOf(lane)}
          size={frame}
        />
      )}
      <span className="visually-hidden" aria-live="polite">
        {span &&
          `${trialWords(span.trial.trial)} of ${timeline.lanes[lane]?.worker}, ${linesOf(span)
            .map((line) => line.join(' '))
            .join(', ')}`}
      </span>
    </>
  );
}
