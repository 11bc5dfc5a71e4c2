import type { WorkerStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { grouped } from '../trials/grouped.ts';
import { millisecondsOf } from '../words/instant.ts';
import { eachInSteps, type Steps, sortedInSteps } from './steps.ts';

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

function isUnderWay({ state }: Trial): boolean {
  return state === 'evaluating' || state === 'stale';
}

function spanOf(trial: Trial, end: number | null): TimelineSpan | null {
  const from = millisecondsOf(trial.started_at);
  return from === null || end === null
    ? null
    : { trial, from, to: Math.max(end, from), goesOn: isUnderWay(trial) };
}

/** Evaluations of one worker that are over. */
type EndedSpans = {
  /** In the order in which they began. */
  readonly spans: readonly TimelineSpan[];
  readonly latest: number;
  readonly busy: number;
};

/** What does not change while time passes. */
export type TimelineParts = {
  readonly ended: ReadonlyMap<string, EndedSpans>;
  /** Trials that go on, of a worker that is known. */
  readonly underWay: readonly Trial[];
};

/** In the order in which they began, which is that of the trials mostly: of 100,000 a sort takes longer than a look. */
function* inOrder(spans: readonly TimelineSpan[]): Steps<readonly TimelineSpan[]> {
  let isInOrder = true;
  yield* eachInSteps(spans, (span, place) => {
    isInOrder = isInOrder && span.from >= (spans[place - 1] ?? span).from;
  });
  return isInOrder ? spans : yield* sortedInSteps(spans, (a, b) => a.from - b.from);
}

function* endedSpans(spans: readonly TimelineSpan[]): Steps<EndedSpans> {
  let [latest, busy] = [Number.NEGATIVE_INFINITY, 0];
  yield* eachInSteps(spans, ({ from, to }) => {
    latest = Math.max(latest, to);
    busy += to - from;
  });
  return { spans: yield* inOrder(spans), latest, busy };
}

/** Parts by their trials, as long as anyone shows these: a timeline that is come back to is there at once. */
const known = new WeakMap<readonly Trial[], TimelineParts>();

/** The parts of a timeline that are worked out once for each list of trials. */
export function* timelinePartsInSteps(trials: readonly Trial[]): Steps<TimelineParts> {
  const before = known.get(trials);
  if (before !== undefined) {
    return before;
  }
  const lanes = new Map<string, TimelineSpan[]>();
  const underWay: Trial[] = [];
  yield* eachInSteps(trials, (trial) => {
    const end = trial.worker === null ? null : millisecondsOf(trial.ended_at);
    const span = spanOf(trial, end);
    if (trial.worker !== null && span !== null) {
      const lane = lanes.get(trial.worker);
      if (lane === undefined) {
        lanes.set(trial.worker, [span]);
      } else {
        lane.push(span);
      }
    } else if (trial.worker !== null && end === null && isUnderWay(trial)) {
      underWay.push(trial);
    }
  });
  const ended = new Map<string, EndedSpans>();
  for (const [worker, spans] of lanes) {
    ended.set(worker, yield* endedSpans(spans));
  }
  const parts = { ended, underWay };
  known.set(trials, parts);
  return parts;
}

const NOTHING_ENDED: EndedSpans = { spans: [], latest: Number.NEGATIVE_INFINITY, busy: 0 };

type LaneInput = {
  readonly worker: string;
  readonly ended: EndedSpans;
  readonly goingOn: readonly TimelineSpan[];
  readonly status: WorkerStatus | undefined;
  readonly now: number;
};

function joined({ spans }: EndedSpans, goingOn: readonly TimelineSpan[]): readonly TimelineSpan[] {
  return goingOn.length === 0 ? spans : [...spans, ...goingOn].sort((a, b) => a.from - b.from);
}

function laneOf({ worker, ended, goingOn, status, now }: LaneInput): TimelineLane | null {
  const spans = joined(ended, goingOn);
  const [first] = spans;
  const from = millisecondsOf(status?.started_at ?? null) ?? first?.from;
  if (from === undefined) {
    return null;
  }
  const lives = status !== undefined && status.alive !== false;
  const start = Math.min(from, first?.from ?? from);
  const last = lives ? now : (millisecondsOf(status?.left_at ?? null) ?? start);
  const to = goingOn.reduce((latest, span) => Math.max(latest, span.to), Math.max(last, start, ended.latest));
  const busy = goingOn.reduce((sum, span) => sum + span.to - span.from, ended.busy);
  return {
    worker,
    spans,
    from: start,
    to,
    busy,
    utilisation: to > start ? Math.min(1, busy / (to - start)) : null,
  };
}

type TimelineInput = {
  readonly workers: readonly WorkerStatus[];
  /** Milliseconds since 1970. */
  readonly now: number;
};

/** Who evaluated what, and when. Trials whose worker or start nobody noted are left out. */
export function workerTimeline(
  { ended, underWay }: TimelineParts,
  { workers, now }: TimelineInput,
): Timeline {
  const goingOn = grouped(
    underWay.flatMap((trial) => spanOf(trial, now) ?? []),
    ({ trial }) => trial.worker ?? '',
  );
  const statuses = new Map(workers.map((worker) => [worker.id, worker]));
  const lanes = [...new Set([...statuses.keys(), ...ended.keys(), ...goingOn.keys()])]
    .flatMap(
      (worker) =>
        laneOf({
          worker,
          ended: ended.get(worker) ?? NOTHING_ENDED,
          goingOn: goingOn.get(worker) ?? [],
          status: statuses.get(worker),
          now,
        }) ?? [],
    )
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
