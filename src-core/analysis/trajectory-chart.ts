import type { Trial, TrialState } from '#core/contract/trial.ts';
import { thin } from './thinning.ts';
import { type Trajectory, type TrajectoryOptions, type TrajectoryPoint, trajectoryOf } from './trajectory.ts';

/** A mark of the chart; its state gives it shape and colour, its rung the size. */
export type ChartMark = {
  readonly trial: string;
  readonly state: TrialState;
  readonly rung: number | null;
  readonly x: number;
};

/** A mark at its loss. */
export type LossMark = ChartMark & { readonly loss: number };

/** All that is drawn, ready for any chart library. */
export type TrajectoryChart = {
  /** Successes at their loss, in the order in which they ended. */
  readonly losses: readonly LossMark[];
  /** Incumbents for the step line, oldest first; the line goes on level to `end`. */
  readonly steps: readonly LossMark[];
  /** The lane "no loss": failed, crashed, and successes whose loss is not finite. */
  readonly withoutLoss: readonly ChartMark[];
  /** What is evaluating or stale now, after the end of the axis for `evaluation`, at its end otherwise. */
  readonly underWay: readonly ChartMark[];
  /** Where the last completed trial lies. */
  readonly end: number;
  /** Lowest and highest loss that is on the chart; null without any. */
  readonly lossRange: readonly [number, number] | null;
  /** Completed trials that are drawn, and all that there are. Equal unless the chart was thinned or trials hidden. */
  readonly shown: number;
  readonly total: number;
  /** Successes that a logarithmic axis cannot show, their loss being 0 or negative. */
  readonly belowLog: number;
  /** Completed trials without a place on the axis. */
  readonly unplaced: number;
};

export type TrajectoryChartOptions = TrajectoryOptions & {
  readonly scale: 'linear' | 'log';
  /** How many completed trials are drawn at most; incumbents are always drawn. */
  readonly limit: number;
};

function markOf({ trial, x }: { readonly trial: Trial; readonly x: number }): ChartMark {
  return { trial: trial.trial, state: trial.state, rung: trial.rung, x };
}

type PlacedLoss = TrajectoryPoint & { readonly loss: number };

function hasLoss(point: TrajectoryPoint): point is PlacedLoss {
  return point.loss !== null;
}

function lossMarkOf(point: PlacedLoss): LossMark {
  return { ...markOf(point), loss: point.loss };
}

/** Lowest and highest, without the argument limit of Math.max. */
function rangeOf(points: readonly PlacedLoss[]): readonly [PlacedLoss, PlacedLoss] | null {
  let [low] = points;
  let [high] = points;
  for (const point of points) {
    low = low === undefined || point.loss < low.loss ? point : low;
    high = high === undefined || point.loss > high.loss ? point : high;
  }
  return low === undefined || high === undefined ? null : [low, high];
}

function underWayMarks(trials: readonly Trial[], { axis }: TrajectoryOptions, end: number): ChartMark[] {
  return trials
    .filter((trial) => trial.state === 'evaluating' || trial.state === 'stale')
    .map((trial, index) => markOf({ trial, x: axis === 'evaluation' ? end + index + 1 : end }));
}

/** The points that the scale can show. */
function drawable({ points }: Trajectory, scale: 'linear' | 'log'): readonly TrajectoryPoint[] {
  return scale === 'linear' ? points : points.filter((point) => point.loss === null || point.loss > 0);
}

/**
 * The loss trajectory as a chart draws it: at most `limit` completed trials, among them every incumbent and the worst,
 * so that the picture keeps its outline however many trials there are.
 */
export function trajectoryChart(trials: readonly Trial[], options: TrajectoryChartOptions): TrajectoryChart {
  const trajectory = trajectoryOf(trials, options);
  const points = drawable(trajectory, options.scale);
  const range = rangeOf(points.filter(hasLoss));
  const incumbents = new Set(trajectory.improvements.map(({ trial }) => trial));
  const isOutline = (point: TrajectoryPoint) => incumbents.has(point.trial) || point === range?.[1];
  const drawn = thin(points, {
    limit: options.limit,
    nameOf: (point) => point.trial.trial,
    mustKeep: new Set(points.filter(isOutline)),
  });
  const losses = drawn.filter(hasLoss);
  return {
    losses: losses.map(lossMarkOf),
    steps: losses.filter((point) => incumbents.has(point.trial)).map(lossMarkOf),
    withoutLoss: drawn.filter((point) => !hasLoss(point)).map(markOf),
    underWay: underWayMarks(trials, options, trajectory.end),
    end: trajectory.end,
    lossRange: range === null ? null : [range[0].loss, range[1].loss],
    shown: drawn.length,
    total: trajectory.points.length + trajectory.unplaced,
    belowLog: trajectory.points.length - points.length,
    unplaced: trajectory.unplaced,
  };
}
