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

function isUnderWay({ state }: Trial): boolean {
  return state === 'evaluating' || state === 'stale';
}

function spanOf(trial: Trial, end: number | null): TimelineSpan | null {
  const from = millisecondsOf(trial.started_at);
  return from === null || end === null
    ? null
    : { trial, from, to: Math.max(end, from), goesOn: isUnderWay(trial) };
}

/** In the order in which they began, which is that of the trials mostly: of 100,000 a sort takes longer than a look. */
function inOrder(spans: readonly TimelineSpan[]): readonly TimelineSpan[] {
  const isInOrder = spans.every((span, place) => span.from >= (spans[place - 1] ?? span).from);
  return isInOrder ? spans : spans.toSorted((a, b) => a.from - b.from);
}

type SpansByWorker = ReadonlyMap<string, readonly TimelineSpan[]>;

function byWorker(spans: readonly TimelineSpan[]): SpansByWorker {
  const lanes = grouped(spans, ({ trial }) => trial.worker ?? '');
  return new Map([...lanes].map(([worker, own]) => [worker, inOrder(own)]));
}

/** What is over does not change while time passes: worked out once for each list of trials. */
const over = new WeakMap<readonly Trial[], SpansByWorker>();

function spansOver(trials: readonly Trial[]): SpansByWorker {
  const known = over.get(trials);
  if (known !== undefined) {
    return known;
  }
  const spans: TimelineSpan[] = [];
  for (const trial of trials) {
    const span = trial.worker === null ? null : spanOf(trial, millisecondsOf(trial.ended_at));
    if (span !== null) {
      spans.push(span);
    }
  }
  const made = byWorker(spans);
  over.set(trials, made);
  return made;
}

function spansGoingOn({ trials, now }: TimelineInput): SpansByWorker {
  const going = trials.filter(
    (trial) => isUnderWay(trial) && trial.worker !== null && millisecondsOf(trial.ended_at) === null,
  );
  return byWorker(going.flatMap((trial) => spanOf(trial, now) ?? []));
}

type LaneInput = {
  readonly worker: string;
  readonly spans: readonly TimelineSpan[];
  readonly known: WorkerStatus | undefined;
  readonly now: number;
};

function laneOf({ worker, spans, known, now }: LaneInput): TimelineLane | null {
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
  const { workers, now, trials } = input;
  const [done, goingOn] = [spansOver(trials), spansGoingOn(input)];
  const spansOf = (worker: string): readonly TimelineSpan[] => {
    const [ended, current] = [done.get(worker) ?? [], goingOn.get(worker) ?? []];
    return current.length === 0 ? ended : inOrder([...ended, ...current]);
  };
  const known = new Map(workers.map((worker) => [worker.id, worker]));
  const lanes = [...new Set([...known.keys(), ...done.keys(), ...goingOn.keys()])]
    .flatMap((worker) => laneOf({ worker, spans: spansOf(worker), known: known.get(worker), now }) ?? [])
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
