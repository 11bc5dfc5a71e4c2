import type { TrajectoryAxis } from '#core/analysis/charts/trajectory.ts';
import type { ChartMark, LossMark, TrajectoryChart } from '#core/analysis/charts/trajectory-chart.ts';
import {
  endsFromZero,
  linearEnds,
  linearTicks,
  logEnds,
  logTicks,
  timeTicks,
} from '#renderer/components/chart/axes/ticks.ts';
import type { LossScale } from '#renderer/routing/chart-state.ts';
import { type CloudPlaces, placeCloud } from '../cloud/cloud.ts';
import type { PlacedMark } from './placed-mark.ts';

export type Range = readonly [number, number];
export type Size = { readonly width: number; readonly height: number };

/** Edges of the plot inside the drawing, in pixels. */
export const EDGES = { left: 56, right: 16, top: 10, bottom: 26 } as const;
/** Height of the lane of trials without a loss, inside the plot, at its bottom. */
export const LANE = 28;

const MOST_X_TICKS = 11;
const MOST_Y_TICKS = 6;
const X_TICK_PIXELS = 84;
const Y_PAD = 0.06;
/** A budget is shown whole unless the axis would be longer than so many times what is done. */
const MOST_TIMES = 6;
const LEAST_EVALUATIONS = 20;
/** Room behind the last trial for the words at the line's end, as a share of what is done. */
const AFTER = 0.08;

export type Geometry = {
  readonly size: Size;
  readonly scale: LossScale;
  readonly xDomain: Range;
  /** All of the axis, zoomed or not. */
  readonly xWhole: Range;
  readonly yDomain: Range;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  /** Where what is still to come begins; null where nothing of it is in sight. */
  readonly comesFrom: number | null;
  /** Marks in sight, with their places. */
  readonly placed: readonly PlacedMark[];
  /** All completed trials, where they are too many to be marks; null otherwise. */
  readonly cloud: CloudPlaces | null;
  readonly xAt: (left: number) => number;
  readonly leftOf: (x: number) => number;
  readonly topOf: (loss: number) => number;
};

export type GeometryInput = {
  readonly chart: TrajectoryChart;
  readonly axis: TrajectoryAxis;
  readonly scale: LossScale;
  readonly size: Size;
  /** Budget along the axis; null without one. */
  readonly budget: number | null;
  /** The part of the axis that is chosen; null for all of it. */
  readonly zoom: Range | null;
};

/** The last place that is taken: by a completed trial, or by one that is under way. */
function reached({ chart, axis }: GeometryInput): number {
  return axis === 'evaluation' ? chart.end + chart.underWay.length : chart.end;
}

function wholeDomain(input: GeometryInput): Range {
  const last = reached(input);
  const room = Math.max(last * MOST_TIMES, input.axis === 'evaluation' ? LEAST_EVALUATIONS : 0);
  const end = Math.max(last * (1 + AFTER), Math.min(input.budget ?? 0, room));
  return endsFromZero(end);
}

function inside([from, to]: Range, x: number): boolean {
  return x >= from && x <= to;
}

function rangeInSight({ chart, zoom }: GeometryInput, domain: Range): Range | null {
  if (zoom === null) {
    return chart.lossRange;
  }
  // The line comes in at the level of the last incumbent before the part that is shown.
  const level = chart.steps.filter(({ x }) => x < domain[0]).at(-1)?.loss ?? null;
  let [low, high] = [level ?? Number.POSITIVE_INFINITY, level ?? Number.NEGATIVE_INFINITY];
  const take = (x: number, loss: number): void => {
    if (inside(domain, x) && !Number.isNaN(loss)) {
      low = Math.min(low, loss);
      high = Math.max(high, loss);
    }
  };
  for (const points of [chart.losses, chart.steps]) {
    for (const { x, loss } of points) {
      take(x, loss);
    }
  }
  chart.cloud.x.forEach((x, index) => {
    take(x, chart.cloud.loss[index] as number);
  });
  return low > high ? chart.lossRange : [low, high];
}

function padded(range: Range | null, scale: LossScale): Range {
  if (range === null) {
    return scale === 'log' ? [0.1, 1] : [0, 1];
  }
  const [low, high] = range;
  if (scale === 'log') {
    return logEnds(low, high, Y_PAD);
  }
  const pad = Math.max((high - low) * Y_PAD, Math.abs(high) * 0.02);
  return linearEnds(low, high, pad);
}

/** Everything that must be known to draw the chart and to find a trial under the pointer. Pure. */
export function geometryOf(input: GeometryInput): Geometry {
  const { chart, scale, size, axis } = input;
  const xWhole = wholeDomain(input);
  const xDomain = input.zoom ?? xWhole;
  const yDomain = padded(rangeInSight(input, xDomain), scale);
  const plotWidth = Math.max(1, size.width - EDGES.left - EDGES.right);
  const plotBottom = Math.max(EDGES.top + 1, size.height - EDGES.bottom);
  const lossBottom = plotBottom - LANE;
  const unit = scale === 'log' ? Math.log : (value: number) => value;
  const [y0, y1] = [unit(yDomain[0]), unit(yDomain[1])];
  const leftOf = (x: number) => EDGES.left + ((x - xDomain[0]) / (xDomain[1] - xDomain[0])) * plotWidth;
  const topOf = (loss: number) => lossBottom - ((unit(loss) - y0) / (y1 - y0)) * (lossBottom - EDGES.top);
  const most = Math.max(2, Math.min(MOST_X_TICKS, Math.floor(plotWidth / X_TICK_PIXELS)));
  const place = (mark: ChartMark | LossMark): PlacedMark => {
    const loss = 'loss' in mark ? mark.loss : null;
    return { ...mark, loss, left: leftOf(mark.x), top: loss === null ? plotBottom - LANE / 2 : topOf(loss) };
  };
  const isCloud = chart.cloud.trials.length > 0;
  const placing = { xDomain, leftOf, topOf, laneTop: plotBottom - LANE / 2 };
  return {
    size,
    scale,
    xDomain,
    xWhole,
    yDomain,
    xTicks: xTicks(axis, xDomain, most),
    yTicks: chart.lossRange === null ? [] : yTicks(scale, yDomain),
    comesFrom: comesFrom(input, xDomain),
    cloud: isCloud ? placeCloud(chart.cloud, placing) : null,
    placed: [...(isCloud ? [] : [...chart.losses, ...chart.withoutLoss]), ...chart.steps, ...chart.underWay]
      .filter(({ x }) => inside(xDomain, x))
      .map(place),
    xAt: (left) => xDomain[0] + ((left - EDGES.left) / plotWidth) * (xDomain[1] - xDomain[0]),
    leftOf,
    topOf,
  };
}

function comesFrom(input: GeometryInput, [from, to]: Range): number | null {
  const last = reached(input);
  if (input.budget === null || input.budget <= last) {
    return null;
  }
  const begins = last + (input.axis === 'evaluation' ? 0.5 : 0);
  return begins >= to ? null : Math.max(begins, from);
}

function yTicks(scale: LossScale, [from, to]: Range): readonly number[] {
  return scale === 'log' ? logTicks(from, to, MOST_Y_TICKS) : linearTicks(from, to, MOST_Y_TICKS);
}

function xTicks(axis: TrajectoryAxis, [from, to]: Range, most: number): readonly number[] {
  const ticks = axis === 'time' ? timeTicks(from, to, most) : linearTicks(from, to, most);
  return axis === 'evaluation' ? ticks.filter(Number.isInteger) : ticks;
}
