import type { LossCurve, LossCurves } from '#core/contract/compare.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { inOrderOfEnd, type Trial, winningLoss } from '#core/contract/trial.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { placementOn, type TrajectoryAxis, usefulAxes } from '../trajectory.ts';

/** The curves of a run: of all losses, and of those at the highest fidelity alone; what the others spent counts. */
export type RunCurves = { readonly all: LossCurves; readonly highest: LossCurves | null };

/**
 * The curves of a run over every axis that its trials tell of, in one pass: they say the same as `trajectoryOf` for each
 * axis, without a point a trial.
 */
export function lossCurves(trials: readonly Trial[], space: SearchSpace | null): RunCurves {
  const ended = inOrderOfEnd(trials);
  const full = fullFidelity(trials, space);
  const useful = new Set(usefulAxes(trials));
  const [all, highest] = [trackersOf(), trackersOf()];
  const spent = { evaluation: 0, cost: 0, fidelity: 0 };
  const costAt = placementOn('cost', trials);
  const timeAt = placementOn('time', trials);
  const fidelityAt = useful.has('fidelity') ? placementOn('fidelity', trials) : null;
  for (const trial of ended) {
    spent.evaluation += 1;
    spent.cost = costAt(trial) ?? spent.cost;
    spent.fidelity = fidelityAt?.(trial) ?? spent.fidelity;
    const place = { ...spent, time: () => timeAt(trial) };
    takeLoss(all, place, winningLoss(trial));
    if (full !== null && trial.fidelity === full) {
      takeLoss(highest, place, winningLoss(trial));
    }
  }
  const last = ended.findLast(({ ended_at }) => ended_at !== null);
  const end = { ...spent, time: Math.max(0, (last && timeAt(last)) ?? 0) };
  const curves = (tracked: Trackers): LossCurves => ({
    evaluation: tracked.evaluation.curve(end.evaluation),
    time: useful.has('time') ? tracked.time.curve(end.time) : null,
    cost: useful.has('cost') ? tracked.cost.curve(end.cost) : null,
    fidelity:
      useful.has('fidelity') && full !== null && full > 0 ? tracked.fidelity.curve(end.fidelity, full) : null,
  });
  return { all: curves(all), highest: full === null ? null : curves(highest) };
}

type Tracker = ReturnType<typeof createTracker>;
type Trackers = Readonly<Record<TrajectoryAxis, Tracker>>;

function trackersOf(): Trackers {
  return {
    evaluation: createTracker(),
    time: createTracker(),
    cost: createTracker(),
    fidelity: createTracker(),
  };
}

type Place = { readonly evaluation: number; readonly cost: number; readonly fidelity: number } & {
  /** Only looked for where it is needed. */
  readonly time: () => number | null;
};

function takeLoss(tracked: Trackers, { evaluation, cost, fidelity, time }: Place, loss: number | null): void {
  if (loss !== null) {
    tracked.evaluation.take(() => evaluation, loss);
    tracked.cost.take(() => cost, loss);
    tracked.fidelity.take(() => fidelity, loss);
    tracked.time.take(time, loss);
  }
}

/** Keeps where the best loss fell. */
function createTracker() {
  const points: [number, number][] = [];
  let best = Number.POSITIVE_INFINITY;
  return {
    take: (place: () => number | null, loss: number): void => {
      const x = loss < best ? place() : null;
      if (x !== null) {
        best = loss;
        points.push([x, loss]);
      }
    },
    curve: (end: number, unit = 1): LossCurve => ({
      points: points.map(([x, loss]) => [x / unit, loss]),
      end: end / unit,
    }),
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
