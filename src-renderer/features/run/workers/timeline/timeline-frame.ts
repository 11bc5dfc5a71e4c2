import type { Timeline, TimelineLane, TimelineSpan } from '#core/analysis/charts/worker-timeline.ts';

export const LANE_PIXELS = 22;
export const BAR_PIXELS = 14;
export const AXIS_PIXELS = 24;
export const LABEL_PIXELS = 132;
const RIGHT_PIXELS = 12;

export type TimeRange = readonly [number, number];

/** Where things are in the drawing of a timeline. */
export type TimelineFrame = {
  readonly width: number;
  readonly height: number;
  readonly range: TimeRange;
  /** All of the time, zoomed or not. */
  readonly whole: TimeRange;
  readonly leftOf: (time: number) => number;
  readonly timeAt: (left: number) => number;
  readonly topOf: (lane: number) => number;
};

/** @param zoom - the part of the time that is chosen; null for all of it */
export function timelineFrame(timeline: Timeline, zoom: TimeRange | null, width: number): TimelineFrame {
  const whole = [timeline.from, Math.max(timeline.to, timeline.from + 1)] as const;
  const range = zoom ?? whole;
  const across = Math.max(1, width - LABEL_PIXELS - RIGHT_PIXELS);
  const [from, to] = range;
  return {
    width,
    height: timeline.lanes.length * LANE_PIXELS + AXIS_PIXELS,
    range,
    whole,
    leftOf: (time) => LABEL_PIXELS + ((time - from) / (to - from)) * across,
    timeAt: (left) => from + (Math.min(Math.max(left - LABEL_PIXELS, 0), across) / across) * (to - from),
    topOf: (lane) => lane * LANE_PIXELS + (LANE_PIXELS - BAR_PIXELS) / 2,
  };
}

/** A bar of the drawing: one evaluation, or several of one state that lie within a pixel. */
export type TimelineBar = { readonly state: TimelineSpan['trial']['state']; left: number; right: number };

/** The bars of a lane in sight; what is narrower than a pixel joins its neighbour of the same state. */
export function barsOf({ spans }: TimelineLane, { leftOf, range }: TimelineFrame): readonly TimelineBar[] {
  const bars: TimelineBar[] = [];
  for (const { trial, from, to } of spans) {
    if (to < range[0] || from > range[1]) {
      continue;
    }
    const left = leftOf(Math.max(from, range[0]));
    const right = Math.max(leftOf(Math.min(to, range[1])), left + 1);
    const last = bars.at(-1);
    if (last && last.state === trial.state && left - last.left < 1) {
      last.right = Math.max(last.right, right);
    } else {
      bars.push({ state: trial.state, left, right });
    }
  }
  return bars;
}

/** How far from a bar the pointer still means it, in pixels. */
const REACH = 6;

/** The evaluation at a place; null where there is none near. */
export function spanAt(
  { lanes }: Timeline,
  frame: TimelineFrame,
  [left, top]: readonly [number, number],
): TimelineSpan | null {
  const lane = lanes[Math.floor(top / LANE_PIXELS)];
  let nearest: TimelineSpan | null = null;
  let least = REACH;
  for (const span of lane?.spans ?? []) {
    const distance = Math.max(frame.leftOf(span.from) - left, left - frame.leftOf(span.to), 0);
    if (distance < least) {
      least = distance;
      nearest = span;
    }
  }
  return nearest;
}

type Place = { readonly span: TimelineSpan; readonly lane: number; readonly index: number };

function* placesIn({ lanes }: Timeline): Generator<Place> {
  for (const [lane, { spans }] of lanes.entries()) {
    for (const [index, span] of spans.entries()) {
      yield { span, lane, index };
    }
  }
}

/** Below zero where `a` began before `b`; of two at once the one whose lane is higher comes first. */
function inTime(a: Place, b: Place): number {
  return a.span.from - b.span.from || a.lane - b.lane || a.index - b.index;
}

type Order = (a: Place, b: Place) => number;

/** Of the places that count the first in an order. Found without a sort: there can be 100,000. */
function first(timeline: Timeline, counts: (place: Place) => boolean, order: Order): Place | null {
  let found: Place | null = null;
  for (const place of placesIn(timeline)) {
    if (counts(place) && (found === null || order(place, found) < 0)) {
      found = place;
    }
  }
  return found;
}

/**
 * The evaluation that began before or after this one, of whichever worker; at the ends the same again, and the latest of
 * all where none is meant.
 */
export function neighbourOf(timeline: Timeline, trial: string | null, step: 1 | -1): TimelineSpan | null {
  const latestFirst: Order = (a, b) => inTime(b, a);
  const marked = first(timeline, ({ span }) => span.trial.trial === trial, inTime);
  if (marked === null) {
    return first(timeline, () => true, latestFirst)?.span ?? null;
  }
  const isBeyond = (place: Place) => inTime(place, marked) * step > 0;
  return (first(timeline, isBeyond, step > 0 ? inTime : latestFirst) ?? marked).span;
}
