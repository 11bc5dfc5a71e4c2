import type { LossCurves } from '#core/contract/analysis/compare.ts';
import { type Trial, winningLoss } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { allAtOnce, eachInSteps, type Steps } from '../charts/steps.ts';
import { placementOn, type TrajectoryAxis, usefulAxes } from '../charts/trajectory.ts';
import { endedInSteps } from '../trials/as-of.ts';

/** The curves of a run: of all losses, and of those at the highest fidelity alone; what the others spent counts. */
export type RunCurves = { readonly all: LossCurves; readonly highest: LossCurves | null };

/**
 * The curves of a run over every axis that its trials tell of, in one pass: they say the same as `trajectoryOf` for each
 * axis, without a point a trial.
 */
export function lossCurves(trials: readonly Trial[], space: SearchSpace | null): RunCurves {
  return allAtOnce(lossCurvesInSteps(trials, space));
}

/** {@link lossCurves} for a thread that has other things to do too. */
export function* lossCurvesInSteps(trials: readonly Trial[], space: SearchSpace | null): Steps<RunCurves> {
  const ended = yield* endedInSteps(trials);
  const full = fullFidelity(trials, space);
  const useful = new Set(usefulAxes(trials));
  yield;
  const [all, highest] = [createTracker(), createTracker()];
  const places = placesOver(trials, useful);
  yield;
  yield* eachInSteps(ended, (trial) => {
    places.pass(trial);
    const loss = winningLoss(trial);
    if (loss !== null) {
      all.take(trial, loss, places);
      if (full !== null && trial.fidelity === full) {
        highest.take(trial, loss, places);
      }
    }
  });
  const last = ended.findLast(({ ended_at }) => ended_at !== null);
  const end = { ...places.spent(), time: Math.max(0, (last && places.timeOf(last)) ?? 0) };
  const curves = ({ points }: Tracker): LossCurves => ({
    evaluation: { points: points.evaluation, end: end.evaluation },
    time: useful.has('time') ? { points: points.time, end: end.time } : null,
    cost: useful.has('cost') ? { points: points.cost, end: end.cost } : null,
    fidelity:
      useful.has('fidelity') && full !== null && full > 0
        ? { points: points.fidelity.map(([x, loss]) => [x / full, loss]), end: end.fidelity / full }
        : null,
  });
  return { all: curves(all), highest: full === null ? null : curves(highest) };
}

type Spent = { readonly evaluation: number; readonly cost: number; readonly fidelity: number };

type Places = {
  /** The next completed trial, in the order in which they ended. */
  readonly pass: (trial: Trial) => void;
  /** What had been spent when the last one ended. */
  readonly spent: () => Spent;
  /** Seconds since the run began; null where nobody noted them. */
  readonly timeOf: (trial: Trial) => number | null;
};

function placesOver(trials: readonly Trial[], useful: ReadonlySet<TrajectoryAxis>): Places {
  const costAt = placementOn('cost', trials);
  const fidelityAt = useful.has('fidelity') ? placementOn('fidelity', trials) : null;
  let [evaluation, cost, fidelity] = [0, 0, 0];
  return {
    pass: (trial) => {
      evaluation += 1;
      cost = costAt(trial) ?? cost;
      fidelity = fidelityAt?.(trial) ?? fidelity;
    },
    spent: () => ({ evaluation, cost, fidelity }),
    timeOf: placementOn('time', trials),
  };
}

type Tracker = ReturnType<typeof createTracker>;

/** Keeps where the best loss fell, over each axis. */
function createTracker() {
  const points: Record<TrajectoryAxis, [number, number][]> = {
    evaluation: [],
    time: [],
    cost: [],
    fidelity: [],
  };
  // A trial that nobody noted the end of is an incumbent everywhere but over time.
  let [best, bestOverTime] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  return {
    points,
    take: (trial: Trial, loss: number, places: Places): void => {
      if (loss < best) {
        best = loss;
        const spent = places.spent();
        points.evaluation.push([spent.evaluation, loss]);
        points.cost.push([spent.cost, loss]);
        points.fidelity.push([spent.fidelity, loss]);
      }
      const time = loss < bestOverTime ? places.timeOf(trial) : null;
      if (time !== null) {
        bestOverTime = loss;
        points.time.push([time, loss]);
      }
    },
  };
}

/** The fidelity of a full evaluation: the highest one of the space, or that was seen where no space tells. */
function fullFidelity(trials: readonly Trial[], space: SearchSpace | null): number | null {
  const resource = fidelityOf(space ?? []);
  if (resource !== null) {
    return resource.upper;
  }
  let highest: number | null = null;
  for (const { fidelity } of trials) {
    highest = fidelity === null ? highest : Math.max(highest ?? fidelity, fidelity);
  }
  return highest;
}
