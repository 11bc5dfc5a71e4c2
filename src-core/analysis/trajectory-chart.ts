import { compareEnds, type Trial, type TrialState } from '#core/contract/trial.ts';
import { thin } from './thinning.ts';
import { isShown, type TrajectoryOptions, type TrajectoryPoint, trajectoryOf } from './trajectory.ts';

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
  /** Every incumbent for the step line, oldest first; the line goes on level to `end`. */
  readonly steps: readonly LossMark[];
  /** The lane "no loss": failed, crashed, and successes whose loss is not finite. */
  readonly withoutLoss: readonly ChartMark[];
  /** What is evaluating or stale now: beyond `end` on the axis `evaluation`, at `end` on the others. */
  readonly underWay: readonly ChartMark[];
  /** Where the last completed trial lies. */
  readonly end: number;
  /** Lowest and highest loss that is on the chart; null without any. */
  readonly lossRange: readonly [number, number] | null;
  /** Completed trials that are drawn, and all that there are. Equal unless the chart was thinned or trials hidden. */
  readonly shown: number;
  readonly total: number;
  /** Every completed trial that has a place in the chart, where they are more than the limit; empty otherwise. */
  readonly cloud: readonly TrajectoryPoint[];
  /** Successes that a logarithmic axis cannot show, their loss being 0 or negative. */
  readonly belowLog: number;
  /** Completed trials without a place on the axis. */
  readonly unplaced: number;
};

export type TrajectoryChartOptions = TrajectoryOptions & {
  readonly scale: 'linear' | 'log';
  /** How many completed trials are marked at most. */
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

function underWayMarks(
  trials: readonly Trial[],
  options: TrajectoryOptions,
  end: number,
): readonly ChartMark[] {
  return trials
    .filter(({ state }) => state === 'evaluating' || state === 'stale')
    .filter((trial) => isShown(trial, options))
    .sort(compareEnds)
    .map((trial, index) => markOf({ trial, x: options.axis === 'evaluation' ? end + index + 1 : end }));
}

/**
 * The loss trajectory as a chart draws it. Of the completed trials at most `limit` are marked, the incumbents and the
 * worst before all others, so that the picture keeps its outline however many there are; the line has every incumbent.
 */
export function trajectoryChart(trials: readonly Trial[], options: TrajectoryChartOptions): TrajectoryChart {
  const { points, improvements, end, unplaced } = trajectoryOf(trials, options);
  const fits = ({ loss }: TrajectoryPoint) => options.scale === 'linear' || loss === null || loss > 0;
  const drawable = points.filter(fits);
  const range = rangeOf(drawable.filter(hasLoss));
  const incumbents = new Set(improvements.map(({ trial }) => trial));
  const outline = drawable.filter((point) => incumbents.has(point.trial) || point === range?.[1]);
  const drawn = thin(drawable, options.limit, {
    nameOf: (point) => point.trial.trial,
    preferred: new Set(outline),
  });
  return {
    losses: drawn.filter(hasLoss).map(lossMarkOf),
    steps: improvements.filter(fits).map(lossMarkOf),
    withoutLoss: drawn.filter((point) => !hasLoss(point)).map(markOf),
    underWay: underWayMarks(trials, options, end),
    end,
    lossRange: range === null ? null : [range[0].loss, range[1].loss],
    shown: drawn.length,
    total: points.length + unplaced,
    cloud: drawable.length > options.limit ? drawable : [],
    belowLog: points.length - drawable.length,
    unplaced,
  };
}
