import { compareEnds, type Trial, type TrialState } from '#core/contract/trial.ts';
import {
  hasLoss,
  isShown,
  type TrajectoryOptions,
  type TrajectoryPoint,
  trajectoryOf,
} from './trajectory.ts';

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
  readonly cloud: readonly TrajectoryPoint[];
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

/** Lowest and highest, without the argument limit of Math.max. */
function rangeOf(points: readonly TrajectoryPoint[]): readonly [PlacedLoss, PlacedLoss] | null {
  const first = points.find(hasLoss);
  if (first === undefined) {
    return null;
  }
  let [low, high] = [first, first];
  for (const point of points) {
    if (hasLoss(point)) {
      low = point.loss < low.loss ? point : low;
      high = point.loss > high.loss ? point : high;
    }
  }
  return [low, high];
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
  const fits = ({ loss }: TrajectoryPoint) => options.scale === 'linear' || loss === null || loss > 0;
  const drawable = options.scale === 'linear' ? points : points.filter(fits);
  const range = rangeOf(drawable);
  const isCloud = drawable.length > options.limit;
  const marked = isCloud ? [] : drawable;
  return {
    losses: marked.filter(hasLoss).map(lossMarkOf),
    steps: improvements.filter(fits).map(lossMarkOf),
    withoutLoss: marked.filter((point) => !hasLoss(point)).map(markOf),
    underWay: underWayMarks(trials, options, end),
    end,
    lossRange: range === null ? null : [range[0].loss, range[1].loss],
    shown: drawable.length,
    total: points.length + unplaced,
    cloud: isCloud ? drawable : [],
    belowLog: points.length - drawable.length,
    unplaced,
  };
}
