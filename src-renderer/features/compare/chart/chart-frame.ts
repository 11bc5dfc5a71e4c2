import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import { linearTicks, logTicks, timeTicks } from '#renderer/components/chart/axes/ticks.ts';

export type Range = readonly [number, number];
type Size = { readonly width: number; readonly height: number };

/** One step function as it is drawn; null levels are gaps. */
export type Line = {
  readonly name: string;
  /** Which look it has. */
  readonly index: number;
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly lower: number;
    readonly upper: number;
  }[];
  /** Where the last level ends. */
  readonly end: number;
};

export type FrameInput = {
  readonly lines: readonly Line[];
  readonly axis: TrajectoryAxis;
  /** `rank`: 1 at the top, whole ticks. */
  readonly vertical: 'linear' | 'log' | 'rank';
  readonly size: Size;
  readonly zoom: Range | null;
  /** Room for names at the ends of the lines. */
  readonly right: number;
};

export type Frame = FrameInput & {
  readonly edges: typeof EDGES;
  readonly xDomain: Range;
  /** All of the axis, zoomed or not. */
  readonly xWhole: Range;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly leftOf: (x: number) => number;
  readonly xAt: (left: number) => number;
  readonly topOf: (y: number) => number;
};

const EDGES = { left: 52, top: 10, bottom: 42 } as const;
const TICK_PIXELS = 76;
const MOST_X_TICKS = 9;
const MOST_Y_TICKS = 6;
const PAD = 0.05;

/** Places of everything that is drawn. Pure. */
export function chartFrame(input: FrameInput): Frame {
  const { lines, axis, vertical, size, zoom, right } = input;
  const xWhole: Range = [0, Math.max(...lines.map(({ end }) => end), Number.MIN_VALUE)];
  const xDomain = zoom ?? xWhole;
  const [low, high] = verticalRange(input, xDomain);
  const unit = vertical === 'log' ? Math.log : (value: number) => value;
  const [from, to] = vertical === 'rank' ? [unit(high), unit(low)] : [unit(low), unit(high)];
  const across = Math.max(1, size.width - EDGES.left - right);
  const bottom = size.height - EDGES.bottom;
  const most = Math.max(2, Math.min(MOST_X_TICKS, Math.floor(across / TICK_PIXELS)));
  return {
    ...input,
    edges: EDGES,
    xDomain,
    xWhole,
    xTicks: (axis === 'time' && xDomain[1] >= 10 ? timeTicks : linearTicks)(xDomain[0], xDomain[1], most),
    yTicks: verticalTicks(vertical, low, high),
    leftOf: (x) => EDGES.left + ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * across,
    xAt: (left) => xDomain[0] + ((left - EDGES.left) / across) * (xDomain[1] - xDomain[0]),
    topOf: (y) => bottom - ((unit(y) - from) / (to - from)) * (bottom - EDGES.top),
  };
}

/** The levels in sight, with a little room around them. */
function verticalRange({ lines, vertical }: FrameInput, [from, to]: Range): Range {
  if (vertical === 'rank') {
    return [0.9, Math.max(2, lines.length) + 0.1];
  }
  const levels = lines.flatMap(({ points }) =>
    points
      .filter(({ x }, index) => x <= to && (points[index + 1]?.x ?? Number.POSITIVE_INFINITY) > from)
      .flatMap(({ lower, upper }) => [lower, upper]),
  );
  const fitting = levels.filter((level) => vertical === 'linear' || level > 0);
  if (fitting.length === 0) {
    return vertical === 'log' ? [0.1, 1] : [0, 1];
  }
  const [low, high] = [Math.min(...fitting), Math.max(...fitting)];
  if (vertical === 'log') {
    const factor = Math.max((high / low) ** PAD, 1.02);
    return [low / factor, high * factor];
  }
  const room = Math.max((high - low) * PAD, Math.abs(high) * 0.01, Number.MIN_VALUE);
  return [low - room, high + room];
}

function verticalTicks(vertical: FrameInput['vertical'], low: number, high: number): readonly number[] {
  if (vertical === 'log') {
    return logTicks(low, high, MOST_Y_TICKS);
  }
  const ticks = linearTicks(low, high, MOST_Y_TICKS);
  return vertical === 'rank' ? ticks.filter((tick) => Number.isInteger(tick) && tick >= 1) : ticks;
}

/** The level of a line at a place; null where it has none there. */
export function levelAt({ points, end }: Line, x: number): Line['points'][number] | null {
  return x > end ? null : (points.filter((point) => point.x <= x).at(-1) ?? null);
}

/** The part of a line that is in sight, its last level drawn to its end or to the edge. */
function inSight({ points, end }: Line, [from, to]: Range): Line['points'] {
  const before = points.filter(({ x }) => x < from).at(-1);
  const seen = points.filter(({ x }) => x >= from && x <= to);
  const begun = before === undefined ? seen : [{ ...before, x: from }, ...seen];
  const last = begun.at(-1);
  const stop = Math.min(end, to);
  return last === undefined || stop <= last.x ? begun : [...begun, { ...last, x: stop }];
}

/** The steps of a line as a path. */
export function stepPath(line: Line, frame: Frame): string {
  return inSight(line, frame.xDomain)
    .map(({ x, y }, index) => {
      const [left, top] = [frame.leftOf(x).toFixed(1), frame.topOf(y).toFixed(1)];
      return index === 0 ? `M${left} ${top}` : `H${left}V${top}`;
    })
    .join('');
}

/** The band of a line as a closed path; empty where it has no height. */
export function bandPath(line: Line, frame: Frame): string {
  const points = inSight(line, frame.xDomain);
  if (!points.some(({ lower, upper }) => upper > lower)) {
    return '';
  }
  const floor = frame.size.height - frame.edges.bottom;
  const top = (level: number) => {
    const place = frame.topOf(level);
    return (Number.isFinite(place) ? Math.min(place, floor) : floor).toFixed(1);
  };
  const steps = (level: (point: Line['points'][number]) => number, ordered: Line['points']) =>
    ordered.map((point) => ({ left: frame.leftOf(point.x).toFixed(1), top: top(level(point)) }));
  const upper = steps((point) => point.upper, points)
    .map(({ left, top: at }, index) => (index === 0 ? `M${left} ${at}` : `H${left}V${at}`))
    .join('');
  // Backwards a step comes first down or up, then across.
  const back = steps((point) => point.lower, points).toReversed();
  const lower = back.map(({ left, top: at }, index) => (index === 0 ? `V${at}` : `V${at}H${left}`)).join('');
  return `${upper}${lower}Z`;
}

/** Places for names at the ends of lines, moved apart where they would overlap, top to bottom. */
export function apart(tops: readonly number[], gap: number, [from, to]: Range): readonly number[] {
  const order = tops.map((top, index) => ({ top, index })).sort((a, b) => a.top - b.top);
  let next = from;
  const placed = order.map(({ top, index }) => {
    const at = Math.max(top, next);
    next = at + gap;
    return { at, index };
  });
  let limit = to;
  for (const each of placed.toReversed()) {
    each.at = Math.min(each.at, limit);
    limit = each.at - gap;
  }
  return placed.sort((a, b) => a.index - b.index).map(({ at }) => at);
}
