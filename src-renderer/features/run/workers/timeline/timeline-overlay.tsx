import { useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Timeline, TimelineSpan } from '#core/analysis/charts/worker-timeline.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatElapsed } from '#core/analysis/words/format-duration.ts';
import { lossOf } from '#core/contract/run/trial.ts';
import { ChartOverlay } from '#renderer/components/chart/layers/chart-overlay.tsx';
import { DraggedPart } from '#renderer/components/chart/layers/dragged-part.tsx';
import { ChartTip, spokenLines } from '#renderer/components/chart/layers/tip.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { trialAddress } from '#renderer/features/run/live/trials/trial-address.ts';
import { ago } from '#renderer/format/times.ts';
import { TRIAL_STATE_WORDS, trialWords } from '#renderer/format/words.ts';
import type { LastSigns } from '../use-heartbeats.ts';
import {
  AXIS_PIXELS,
  BAR_PIXELS,
  neighbourOf,
  spanAt,
  type TimelineFrame,
  type TimeRange,
} from './timeline-frame.ts';

type OverlayProps = {
  readonly signs: LastSigns;
  readonly timeline: Timeline;
  readonly frame: TimelineFrame;
  readonly isZoomed: boolean;
  readonly onZoom: (zoom: TimeRange | null) => void;
};

function linesOf(
  { trial, from, to, goesOn }: TimelineSpan,
  signs: LastSigns,
): readonly (readonly [string, string])[] {
  const loss = lossOf(trial);
  const sign = goesOn ? (signs.get(trial.worker ?? '') ?? null) : null;
  return [
    ['State', TRIAL_STATE_WORDS[trial.state]],
    ...(loss === null ? [] : ([['Loss', formatNumber(loss)]] as const)),
    [goesOn ? 'Runs for' : 'Ran for', formatElapsed((to - from) / 1000)],
    ...(sign === null ? [] : ([['Heartbeat', ago(sign, Date.now())]] as const)),
    ...(trial.error ? ([['Error', trial.error.type]] as const) : []),
  ];
}

/** Brings what the keyboard marks into sight, and nothing that the pointer does: that is where it is. */
function useFollowedMark(marked: string | null) {
  const place = useRef<SVGRectElement>(null);
  const isFollowed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it happens when another evaluation is marked.
  useLayoutEffect(() => {
    if (isFollowed.current) {
      place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    isFollowed.current = false;
  }, [marked]);
  return {
    place,
    follow: () => {
      isFollowed.current = true;
    },
  };
}

/** Pointer and keyboard of the timeline: evaluations are marked and opened, a drag zooms. */
export function TimelineOverlay({ signs, timeline, frame, isZoomed, onZoom }: OverlayProps) {
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  const [marked, setMarked] = useState<string | null>(null);
  const mark = useFollowedMark(marked);
  const lane = timeline.lanes.findIndex(({ spans }) => spans.some(({ trial }) => trial.trial === marked));
  const span = timeline.lanes[lane]?.spans.find(({ trial }) => trial.trial === marked) ?? null;
  const left = span ? Math.max(frame.leftOf(span.from), 0) : 0;
  const lines = span ? linesOf(span, signs) : [];
  const draw = (dragged: readonly [number, number] | null) => (
    <>
      <DraggedPart dragged={dragged} top={0} height={frame.height - AXIS_PIXELS} />
      {span && !dragged && (
        <rect
          ref={mark.place}
          x={left - 1}
          y={frame.topOf(lane) - 1}
          width={Math.max(2, frame.leftOf(span.to) - left) + 1}
          height={BAR_PIXELS + 2}
          fill="none"
          stroke="var(--ink)"
          strokeWidth={2}
        />
      )}
    </>
  );
  return (
    <ChartOverlay
      label="Evaluations in the timeline: arrow keys go from one to the next, Enter opens it, plus and minus zoom, Escape shows all of the time"
      size={frame}
      over={span !== null}
      onHover={(place) => setMarked(spanAt(timeline, frame, place)?.trial.trial ?? null)}
      onLeave={() => setMarked(null)}
      onStep={(step) => {
        mark.follow();
        setMarked(neighbourOf(timeline, marked, step)?.trial.trial ?? null);
      }}
      onOpen={span && (() => navigate(trialAddress(runKey, span.trial.trial)))}
      onDragged={(from, to) => onZoom([frame.timeAt(from), frame.timeAt(to)])}
      zoom={{ sight: frame.range, whole: frame.whole, at: span && (span.from + span.to) / 2, onZoom }}
      onReset={() => onZoom(null)}
      canReset={isZoomed}
      draw={draw}
      tip={
        span && (
          <ChartTip
            title={span.trial.trial}
            lines={lines}
            foot="Click opens the trial"
            left={Math.min(left, frame.width)}
            top={frame.topOf(lane)}
            size={frame}
          />
        )
      }
      spoken={
        span
          ? `${trialWords(span.trial.trial)} of ${timeline.lanes[lane]?.worker}, ${spokenLines(lines)}`
          : ''
      }
    />
  );
}
