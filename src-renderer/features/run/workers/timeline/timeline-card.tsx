import { useElementSize } from '@mantine/hooks';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import {
  type Timeline,
  type TimelineParts,
  timelinePartsInSteps,
  workerTimeline,
} from '#core/analysis/charts/worker-timeline.ts';
import { formatElapsed } from '#core/analysis/words/format-duration.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { ShowAll } from '#renderer/components/chart/show-all.tsx';
import { useFromNow } from '#renderer/components/hooks/use-now.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useShownTrials } from '#renderer/features/run/live/filter/shown-trials.tsx';
import { useRunNow, useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { useWorkedOut } from '#renderer/features/run/live/trials/use-worked-out.ts';
import { counted } from '#renderer/format/numbers.ts';
import type { LastSigns } from '../use-heartbeats.ts';
import classes from './timeline.module.css';
import { StickyAxis, TimelineDrawing } from './timeline-drawing.tsx';
import { type TimeRange, timelineFrame } from './timeline-frame.ts';
import { TimelineOverlay } from './timeline-overlay.tsx';

/** What goes on is drawn on so often. */
const TICK_MILLISECONDS = 2_000;
const LEAST_PIXELS = 240;

function utilisedWords(share: number | null): string {
  return share === null ? 'utilisation not known' : `${Math.round(share * 100)} % utilised`;
}

function timelineCsv({ lanes }: Timeline): string {
  const time = (milliseconds: number) => new Date(milliseconds).toISOString();
  return csvText([
    ['worker', 'trial', 'state', 'started_at', 'ended_at', 'seconds'],
    ...lanes.flatMap(({ worker, spans }) =>
      spans.map(({ trial, from, to, goesOn }) => [
        worker,
        trial.trial,
        trial.state,
        time(from),
        goesOn ? '' : time(to),
        String((to - from) / 1000),
      ]),
    ),
  ]);
}

/** The lanes of the workers, before anything is known of their evaluations. */
const EMPTY_LANES: TimelineParts = { ended: new Map(), underWay: [] };

function useTimeline(): Timeline {
  const { status } = useRunNow();
  const { shown, moment, instant } = useShownTrials();
  // What goes through all trials waits for what a person does.
  const present = useDeferredValue(
    useFromNow((now) => Math.floor(now / TICK_MILLISECONDS) * TICK_MILLISECONDS),
  );
  const now = moment === null || instant === null ? present : Date.parse(instant);
  const parts = useWorkedOut(useCallback(() => timelinePartsInSteps(shown), [shown])) ?? EMPTY_LANES;
  return useMemo(() => workerTimeline(parts, { workers: status.workers, now }), [parts, status.workers, now]);
}

/** Who evaluated what, and how much of their time workers evaluated. */
export function TimelineCard({ signs }: { signs: LastSigns }) {
  const { facts } = useRunOnScreen();
  const timeline = useTimeline();
  const [zoom, setZoom] = useState<TimeRange | null>(null);
  const { ref, width } = useElementSize<HTMLDivElement>();
  const place = useRef<HTMLDivElement>(null);
  const frame = useMemo(() => timelineFrame(timeline, zoom, width), [timeline, zoom, width]);
  const trials = timeline.lanes.reduce((sum, { spans }) => sum + spans.length, 0);
  return (
    <Card
      title="Timeline"
      className={classes.card}
      caption={`${utilisedWords(timeline.utilisation)}, ${counted(trials, 'evaluation')}`}
      controls={
        <>
          {zoom && <ShowAll onShow={() => setZoom(null)} />}
          <ExportMenu
            name={`${facts.name}-workers`}
            drawing={() => drawingIn(place.current)}
            csv={() => timelineCsv(timeline)}
          />
        </>
      }
      note="Utilised: the time in which workers evaluated, as a share of the time from their start to now, or to when they left."
    >
      <Scroller label="Timeline of workers" className={classes.scroll}>
        <figure
          ref={ref}
          className={classes.figure}
          style={{ height: frame.height }}
          aria-label={`Timeline: ${counted(timeline.lanes.length, 'worker')} over ${formatElapsed((timeline.to - timeline.from) / 1000)}, ${utilisedWords(timeline.utilisation)}`}
        >
          {width > LEAST_PIXELS && (
            <div ref={place}>
              <TimelineDrawing timeline={timeline} frame={frame} />
              <TimelineOverlay
                signs={signs}
                timeline={timeline}
                frame={frame}
                isZoomed={zoom !== null}
                onZoom={setZoom}
              />
              <StickyAxis frame={frame} />
            </div>
          )}
        </figure>
      </Scroller>
    </Card>
  );
}
