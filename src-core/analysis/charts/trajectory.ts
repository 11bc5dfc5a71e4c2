import { spentOn, type Trial, winningLoss } from '#core/contract/run/trial.ts';
import { endedTrials } from '../trials/as-of.ts';
import { millisecondsOf } from '../words/instant.ts';
import { pointAt, type TrajectoryPoint, type TrajectoryPoints } from './trajectory-points.ts';

/**
 * What a trajectory is drawn over; each is what had been spent when a trial ended.
 *
 * - `evaluation`: completed evaluations.
 * - `time`: seconds since the first trial of the run was sampled, pauses included.
 * - `cost`: the summed cost that the evaluations reported.
 * - `fidelity`: the summed fidelity; a trial that continues another adds only what it went beyond.
 */
export type TrajectoryAxis = 'evaluation' | 'time' | 'cost' | 'fidelity';

/** A trial that was better than all before it. */
type Improvement = TrajectoryPoint & { readonly loss: number };

export type Trajectory = {
  /** Every completed trial with a place on the axis, in the order in which they ended. */
  readonly points: TrajectoryPoints;
  /** The incumbents among them, oldest first: strictly falling losses. */
  readonly improvements: readonly Improvement[];
  /** Where the last completed trial lies; 0 without one. */
  readonly end: number;
  /** Completed trials that have no place on the axis, since nobody noted when they ended. */
  readonly unplaced: number;
};

export type TrajectoryOptions = {
  readonly axis: TrajectoryAxis;
  /** Only trials of this fidelity are shown; what the others spent still counts. Null: all. */
  readonly fidelity: number | null;
  /** Only these are shown; what the others spent still counts. Null or absent: all. */
  readonly only?: ReadonlySet<Trial> | null;
};

/** Whether a trial is among those that are shown. */
export function isShown(trial: Trial, { fidelity, only = null }: TrajectoryOptions): boolean {
  return (fidelity === null || trial.fidelity === fidelity) && (only === null || only.has(trial));
}

/** Where a completed trial lies on an axis; called once for each, in the order in which they ended. */
type Placement = (trial: Trial) => number | null;

/** Sums up what each trial adds. */
function running(added: (trial: Trial) => number): Placement {
  let sum = 0;
  return (trial) => {
    sum += added(trial);
    return sum;
  };
}

/** The first instant that any trial of the run tells of. */
function beginning(trials: readonly Trial[]): number | null {
  let first: string | null = null;
  for (const { sampled_at, started_at, ended_at } of trials) {
    const instant = sampled_at ?? started_at ?? ended_at;
    if (instant !== null && (first === null || instant < first)) {
      first = instant;
    }
  }
  return millisecondsOf(first);
}

function byTime(trials: readonly Trial[]): Placement {
  const origin = beginning(trials);
  return ({ ended_at }) => {
    const end = millisecondsOf(ended_at);
    return end === null || origin === null ? null : (end - origin) / 1000;
  };
}

function byFidelity(trials: readonly Trial[]): Placement {
  const fidelities = new Map(trials.map((trial) => [trial.trial, trial.fidelity ?? 0]));
  return running(({ fidelity, previous }) => {
    const continued = previous === null ? 0 : (fidelities.get(previous) ?? 0);
    return Math.max(0, (fidelity ?? 0) - continued);
  });
}

/** The places of a run's trials on an axis; a new one for each pass over them. */
export function placementOn(axis: TrajectoryAxis, trials: readonly Trial[]): Placement {
  switch (axis) {
    case 'evaluation':
      return running(() => 1);
    case 'time':
      return byTime(trials);
    case 'cost':
      return running(spentOn);
    case 'fidelity':
      return byFidelity(trials);
  }
}

function improvementsOf(points: TrajectoryPoints): readonly Improvement[] {
  const improvements: Improvement[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (let index = 0; index < points.loss.length; index += 1) {
    const loss = points.loss[index] as number;
    if (loss < best) {
      best = loss;
      improvements.push({ ...pointAt(points, index), loss });
    }
  }
  return improvements;
}

/** The losses of a run and its incumbents over one axis. */
export function trajectoryOf(trials: readonly Trial[], options: TrajectoryOptions): Trajectory {
  const place = placementOn(options.axis, trials);
  const ended = endedTrials(trials);
  const shown: Trial[] = [];
  const [xs, losses] = [new Float64Array(ended.length), new Float64Array(ended.length)];
  let end = 0;
  let unplaced = 0;
  for (const trial of ended) {
    const x = place(trial);
    if (x === null) {
      unplaced += 1;
      continue;
    }
    end = Math.max(end, x);
    if (isShown(trial, options)) {
      xs[shown.length] = x;
      losses[shown.length] = winningLoss(trial) ?? Number.NaN;
      shown.push(trial);
    }
  }
  const { length } = shown;
  const points = { trials: shown, x: xs.subarray(0, length), loss: losses.subarray(0, length) };
  return { points, improvements: improvementsOf(points), end, unplaced };
}

/** The axes that say something about these trials: without costs, for example, there is no cost to draw over. */
export function usefulAxes(trials: readonly Trial[]): readonly TrajectoryAxis[] {
  const axes: TrajectoryAxis[] = ['evaluation'];
  if (trials.some((trial) => trial.ended_at !== null)) {
    axes.push('time');
  }
  if (trials.some((trial) => trial.cost !== null)) {
    axes.push('cost');
  }
  if (trials.some((trial) => trial.fidelity !== null)) {
    axes.push('fidelity');
  }
  return axes;
}

/** The lowest and the highest loss that are shown; null without any. */
export function lossRangeOf(
  trials: readonly Trial[],
  options: TrajectoryOptions,
): readonly [number, number] | null {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trial of trials) {
    const loss = winningLoss(trial);
    if (loss !== null && isShown(trial, options)) {
      low = Math.min(low, loss);
      high = Math.max(high, loss);
    }
  }
  return low > high ? null : [low, high];
}
