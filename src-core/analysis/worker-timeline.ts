import type { WorkerStatus } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import { grouped } from './grouped.ts';
import { millisecondsOf } from './instant.ts';

/** One evaluation of a worker. Times in milliseconds since 1970. */
export type TimelineSpan = {
  readonly trial: Trial;
  readonly from: number;
  /** Now, while it goes on. */
  readonly to: number;
  readonly goesOn: boolean;
};

/** What one worker evaluated, oldest first. */
export type TimelineLane = {
  readonly worker: string;
  readonly spans: readonly TimelineSpan[];
  /** When it registered, or began its first evaluation where nobody noted that. */
  readonly from: number;
  /** Now while it lives, otherwise when it left, or the end of its last evaluation where that is not known. */
  readonly to: number;
  /** Milliseconds in which it evaluated. */
  readonly busy: number;
  /** `busy` as a share of the time from `from` to `to`; null where that is no time at all. */
  readonly utilisation: number | null;
};

export type Timeline = {
  /** In the order in which they came. */
  readonly lanes: readonly TimelineLane[];
  readonly from: number;
  readonly to: number;
  /** The time in which workers evaluated, as a share of the time in which they were there: all workers together. */
  readonly utilisation: number | null;
};

export type TimelineInput = {
  readonly trials: readonly Trial[];
  readonly workers: readonly WorkerStatus[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

function spanOf(trial: Trial, now: number): TimelineSpan | null {
  const from = millisecondsOf(trial.started_at);
  if (from === null) {
    return null;
  }
  const goesOn = trial.state === 'evaluating' || trial.state === 'stale';
  const to = millisecondsOf(trial.ended_at) ?? (goesOn ? Math.max(now, from) : null);
  return to === null ? null : { trial, from, to: Math.max(to, from), goesOn };
}

/** In the order in which they began, which is that of the trials mostly: of 100,000 a sort takes longer than a look. */
function inOrder(spans: readonly TimelineSpan[]): readonly TimelineSpan[] {
  const isInOrder = spans.every((span, place) => span.from >= (spans[place - 1] ?? span).from);
  return isInOrder ? spans : spans.toSorted((a, b) => a.from - b.from);
}

function spansByWorker({ trials, now }: TimelineInput): ReadonlyMap<string, readonly TimelineSpan[]> {
  const spans: TimelineSpan[] = [];
  for (const trial of trials) {
    const span = trial.worker === null ? null : spanOf(trial, now);
    if (span !== null) {
      spans.push(span);
    }
  }
  return grouped(spans, ({ trial }) => trial.worker ?? '');
}

function laneOf(
  worker: string,
  unordered: readonly TimelineSpan[],
  known: WorkerStatus | undefined,
  now: number,
): TimelineLane | null {
  const spans = inOrder(unordered);
  const [first] = spans;
  const from = millisecondsOf(known?.started_at ?? null) ?? first?.from;
  if (from === undefined) {
    return null;
  }
  const lives = known !== undefined && known.alive !== false;
  const start = Math.min(from, first?.from ?? from);
  const last = lives ? now : (millisecondsOf(known?.left_at ?? null) ?? start);
  const to = spans.reduce((latest, span) => Math.max(latest, span.to), Math.max(last, start));
  const busy = spans.reduce((sum, span) => sum + span.to - span.from, 0);
  return {
    worker,
    spans,
    from: start,
    to,
    busy,
    utilisation: to > start ? Math.min(1, busy / (to - start)) : null,
  };
}

/** Who evaluated what, and when. Trials whose worker or start nobody noted are left out. */
export function workerTimeline(input: TimelineInput): Timeline {
  const { workers, now } = input;
  const spans = spansByWorker(input);
  const known = new Map(workers.map((worker) => [worker.id, worker]));
  const lanes = [...new Set([...known.keys(), ...spans.keys()])]
    .flatMap((worker) => laneOf(worker, spans.get(worker) ?? [], known.get(worker), now) ?? [])
    .sort((a, b) => a.from - b.from);
  const there = lanes.reduce((sum, lane) => sum + lane.to - lane.from, 0);
  const busy = lanes.reduce((sum, lane) => sum + Math.min(lane.busy, lane.to - lane.from), 0);
  return {
    lanes,
    from: lanes[0]?.from ?? now,
    to: lanes.reduce((latest, lane) => Math.max(latest, lane.to), lanes[0]?.from ?? now),
    utilisation: there > 0 ? busy / there : null,
  };
}
