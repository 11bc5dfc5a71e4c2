import type { Trial } from '#core/contract/run/trial.ts';

/** One completed trial; `loss` is null where it cannot become the incumbent: failed, crashed, or not finite. */
export type TrajectoryPoint = { readonly trial: Trial; readonly x: number; readonly loss: number | null };

/** Points as columns, all of one length: as 100,000 objects they would keep the page waiting for memory. */
export type TrajectoryPoints = {
  readonly trials: readonly Trial[];
  readonly x: Float64Array;
  /** NaN where a point has none. */
  readonly loss: Float64Array;
};

export const NO_POINTS: TrajectoryPoints = {
  trials: [],
  x: new Float64Array(0),
  loss: new Float64Array(0),
};

/** One of them. */
export function pointAt({ trials, x, loss }: TrajectoryPoints, index: number): TrajectoryPoint {
  const own = loss[index] as number;
  return { trial: trials[index] as Trial, x: x[index] as number, loss: Number.isNaN(own) ? null : own };
}

/** All of them, one by one: for few. */
export function listOf(points: TrajectoryPoints): readonly TrajectoryPoint[] {
  return points.trials.map((_, index) => pointAt(points, index));
}

/** Those whose loss a condition holds for, which is asked with NaN where there is none. */
export function pointsWhere(points: TrajectoryPoints, holds: (loss: number) => boolean): TrajectoryPoints {
  if (points.loss.every(holds)) {
    return points;
  }
  const isKept = (_: unknown, index: number) => holds(points.loss[index] as number);
  return {
    trials: points.trials.filter(isKept),
    x: points.x.filter(isKept),
    loss: points.loss.filter(isKept),
  };
}
