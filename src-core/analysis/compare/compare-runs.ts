import type { ComparedRun, LossCurve } from '#core/contract/analysis/compare.ts';
import { createRng } from '#core/space/rng.ts';
import type { TrajectoryAxis } from '../charts/trajectory.ts';
import {
  drawResamples,
  type Interval,
  mean,
  percentileInterval,
  quantileOfSorted,
  resampledMeans,
} from './bootstrap.ts';
import { type BandKind, type GroupCurve, groupCurve } from './group-curve.ts';
import type { RunGroup } from './groups.ts';
import { type RankCurve, rankCurves } from './rank-curves.ts';
import type { RunCurve } from './step-function.ts';
import { reachesAt } from './step-function.ts';

export type CompareOptions = {
  readonly axis: TrajectoryAxis;
  /** Losses at the highest fidelity alone, where runs have one. */
  readonly highestOnly: boolean;
  readonly band: BandKind;
  /** Null: the loss that half of the runs have reached. */
  readonly target: number | null;
};

export type GroupResult = RunGroup & {
  /** The runs of the group that have a place on the axis, with their curves. */
  readonly curves: readonly RunCurve[];
  readonly curve: GroupCurve;
  readonly ranks: RankCurve;
  /** Mean and band of the best losses at the end of its line; null without a loss of each run. */
  readonly final: (Interval & { readonly mean: number }) | null;
  readonly target: TimeToTarget | null;
};

export type LeftOut = {
  readonly run: ComparedRun;
  readonly because: 'axis' | 'objectives' | 'unreadable';
};

export type CompareResult = {
  readonly groups: readonly GroupResult[];
  readonly target: number | null;
  /** Runs that are in no chart: without a place on the axis, with several losses, or unreadable. */
  readonly leftOut: readonly LeftOut[];
};

/** All resamples are drawn from this seed: the same runs give the same bands. */
const SEED = 1;

/** Groups over one axis: means with their bands, ranks, and when each reached the target. */
export function compareRuns(
  groups: readonly RunGroup[],
  { axis, highestOnly, band, target: wanted }: CompareOptions,
): CompareResult {
  const curves = groups.map(({ runs }) => runs.flatMap((run) => curveOf(run, axis, highestOnly) ?? []));
  const ranks = rankCurves(curves);
  const target = wanted ?? defaultTarget(curves.flat());
  return {
    groups: groups.map((group, index) => {
      const own = curves[index] ?? [];
      const resamples = drawResamples(own.length, createRng(SEED, own.length));
      const curve = groupCurve(own, { band, resamples });
      return {
        ...group,
        curves: own,
        curve,
        ranks: ranks[index] ?? [],
        final: curve.points.at(-1) ?? null,
        target: target === null || own.length === 0 ? null : timeToTarget(own, target),
      };
    }),
    target,
    leftOut: groups.flatMap(({ runs }) => runs.flatMap((run) => leftOutOf(run, axis, highestOnly) ?? [])),
  };
}

/** Why a run is in no chart; null where it is. One of them without a loss would end the line of its whole group. */
function leftOutOf(run: ComparedRun, axis: TrajectoryAxis, highestOnly: boolean): LeftOut | null {
  if (run.state === null) {
    return { run, because: 'unreadable' };
  }
  if (run.objectives > 1) {
    return { run, because: 'objectives' };
  }
  return curveOn(run, axis, highestOnly) === null ? { run, because: 'axis' } : null;
}

function curveOf(run: ComparedRun, axis: TrajectoryAxis, highestOnly: boolean): RunCurve | null {
  const curve = leftOutOf(run, axis, highestOnly) === null ? curveOn(run, axis, highestOnly) : null;
  return curve === null ? null : { ...curve, isOver: run.state === 'finished' };
}

function curveOn({ curves }: ComparedRun, axis: TrajectoryAxis, highestOnly: boolean): LossCurve | null {
  return ((highestOnly ? curves.highest : null) ?? curves.all)[axis];
}

/** How much lower the mean best loss of one group is than another's, with the bootstrap's interval. */
export type MeanDifference = Interval & { readonly difference: number };

/** Null where a group has fewer than two runs with a loss: nothing tells how much it varies. */
export function differenceOfMeans(better: GroupResult, other: GroupResult): MeanDifference | null {
  const [left, right] = [finalLosses(better), finalLosses(other)];
  if (left.length < 2 || right.length < 2) {
    return null;
  }
  const [ofLeft, ofRight] = [left, right].map((losses, index) =>
    resampledMeans(losses, drawResamples(losses.length, createRng(SEED, index))),
  );
  const differences = (ofRight ?? new Float64Array()).map((value, index) => value - (ofLeft?.[index] ?? 0));
  return { difference: mean(right) - mean(left), ...percentileInterval(differences) };
}

/** The best loss of each run. */
function finalLosses({ curves }: GroupResult): readonly number[] {
  return curves.flatMap(({ points }) => points.at(-1)?.[1] ?? []);
}

/** What a table says of one run at its end. */
export type RunOutcome = {
  readonly run: ComparedRun;
  readonly best: number | null;
  /** The evaluation that found it, counting those that were completed. */
  readonly at: number | null;
  readonly evaluations: number;
  readonly seconds: number | null;
  readonly cost: number | null;
  readonly failed: number;
};

/** At the highest fidelity alone where that is asked for and the run has it; seconds since its first trial. */
export function outcomeOf(run: ComparedRun, highestOnly: boolean): RunOutcome {
  const { evaluation, time, cost } = (highestOnly ? run.curves.highest : null) ?? run.curves.all;
  const last = evaluation.points.at(-1);
  return {
    run,
    best: last?.[1] ?? null,
    at: last?.[0] ?? null,
    evaluations: run.completed,
    seconds: time?.end ?? null,
    cost: cost?.end ?? null,
    failed: run.failed,
  };
}

/** How the runs of a group reached a target. */
type TimeToTarget = {
  /**
   * The median over the runs, one that has not reached it being the last; null where half of them or more have not.
   */
  readonly median: number | null;
  readonly reached: number;
  readonly runs: number;
};

/** The loss that half of the runs have reached: the median of their best losses. Null where none has a loss. */
export function defaultTarget(runs: readonly RunCurve[]): number | null {
  const best = runs.flatMap(({ points }) => points.at(-1)?.[1] ?? []).sort((a, b) => a - b);
  // The upper one of two in the middle: half of the runs have reached it, not just come near.
  return best[Math.floor(best.length / 2)] ?? null;
}

/** Places on the axis of the curves at which each run first had the target loss or a lower one. */
export function timeToTarget(runs: readonly RunCurve[], target: number): TimeToTarget {
  const places = runs.map((run) => reachesAt(run, target) ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
  const median = quantileOfSorted(places, 0.5);
  return {
    median: Number.isFinite(median) ? median : null,
    reached: places.filter(Number.isFinite).length,
    runs: runs.length,
  };
}
