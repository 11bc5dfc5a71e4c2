import { compareEnds, type Trial, type TrialState } from '#core/contract/run/trial.ts';
import { isShown, type TrajectoryOptions, trajectoryOf } from './trajectory.ts';
import {
  listOf,
  NO_POINTS,
  pointsWhere,
  type TrajectoryPoint,
  type TrajectoryPoints,
} from './trajectory-points.ts';

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
  /** Successes at their loss, in the order in which they ended; empty where there is a cloud. */
  readonly losses: readonly LossMark[];
  /** Every incumbent for the step line, oldest first; the line goes on level to `end`. */
  readonly steps: readonly LossMark[];
  /** The lane "no loss": failed, crashed, and successes whose loss is not finite; empty where there is a cloud. */
  readonly withoutLoss: readonly ChartMark[];
  /** What is evaluating or stale now: beyond `end` on the axis `evaluation`, at `end` on the others. */
  readonly underWay: readonly ChartMark[];
  /** Where the last completed trial lies. */
  readonly end: number;
  /** Lowest and highest loss that is on the chart; null without any. */
  readonly lossRange: readonly [number, number] | null;
  /** Completed trials that are drawn, and all that there are. Equal unless some have no place in the chart. */
  readonly shown: number;
  readonly total: number;
  /** Every completed trial that has a place in the chart, where they are more than the limit; empty otherwise. */
  readonly cloud: TrajectoryPoints;
  /** Successes that a logarithmic axis cannot show, their loss being 0 or negative. */
  readonly belowLog: number;
  /** Completed trials without a place on the axis. */
  readonly unplaced: number;
};

export type TrajectoryChartOptions = TrajectoryOptions & {
  readonly scale: 'linear' | 'log';
  /** More completed trials than this are a cloud. */
  readonly limit: number;
};

function markOf({ trial, x }: { readonly trial: Trial; readonly x: number }): ChartMark {
  return { trial: trial.trial, state: trial.state, rung: trial.rung, x };
}

type PlacedLoss = TrajectoryPoint & { readonly loss: number };

function lossMarkOf(point: PlacedLoss): LossMark {
  return { ...markOf(point), loss: point.loss };
}

function hasLoss(point: TrajectoryPoint): point is PlacedLoss {
  return point.loss !== null;
}

/** Lowest and highest, without the argument limit of Math.max; null where none has a loss. */
function rangeOf({ loss }: TrajectoryPoints): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const each of loss) {
    low = each < low ? each : low;
    high = each > high ? each : high;
  }
  return low > high ? null : [low, high];
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
 * The loss trajectory as a chart draws it: completed trials as marks, or, where they are more than `limit`, as a cloud. The
 * line has every incumbent.
 */
export function trajectoryChart(trials: readonly Trial[], options: TrajectoryChartOptions): TrajectoryChart {
  const { points, improvements, end, unplaced } = trajectoryOf(trials, options);
  const fits = (loss: number) => options.scale === 'linear' || Number.isNaN(loss) || loss > 0;
  const drawable = pointsWhere(points, fits);
  const { length } = drawable.trials;
  const isCloud = length > options.limit;
  const marked = isCloud ? [] : listOf(drawable);
  return {
    losses: marked.filter(hasLoss).map(lossMarkOf),
    steps: improvements.filter(({ loss }) => fits(loss)).map(lossMarkOf),
    withoutLoss: marked.filter((point) => !hasLoss(point)).map(markOf),
    underWay: underWayMarks(trials, options, end),
    end,
    lossRange: rangeOf(drawable),
    shown: length,
    total: points.trials.length + unplaced,
    cloud: isCloud ? drawable : NO_POINTS,
    belowLog: points.trials.length - length,
    unplaced,
  };
}
