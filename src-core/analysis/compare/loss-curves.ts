import type { LossCurve, LossCurves } from '#core/contract/compare.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { inOrderOfEnd, type Trial, winningLoss } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { millisecondsOf } from '../instant.ts';

/** The curves of a run: of all losses, and of those at the highest fidelity alone; what the others spent counts. */
export type RunCurves = { readonly all: LossCurves; readonly highest: LossCurves | null };

/**
 * The curves of a run over every axis that its trials tell of, in one pass: they say the same as `trajectoryOf` for each
 * axis, without a point a trial.
 */
export function lossCurves(trials: readonly Trial[], space: SearchSpace | null): RunCurves {
  const ended = inOrderOfEnd(trials);
  const full = fullFidelity(trials, space);
  const useful = usefulIn(trials);
  const [all, highest] = [trackersOf(), trackersOf()];
  const spent = { evaluation: 0, cost: 0, fidelity: 0 };
  const begun = millisecondsOf(firstInstant(trials));
  const fidelityOf = useful.fidelity
    ? new Map(trials.map(({ trial, fidelity }) => [trial, fidelity ?? 0]))
    : null;
  for (const trial of ended) {
    spent.evaluation += 1;
    spent.cost += finiteCost(trial);
    spent.fidelity += fidelityOf === null ? 0 : addedFidelity(trial, fidelityOf);
    const place = { ...spent, time: () => secondsAfter(begun, trial.ended_at) };
    takeLoss(all, place, winningLoss(trial));
    if (full !== null && trial.fidelity === full) {
      takeLoss(highest, place, winningLoss(trial));
    }
  }
  const end = { ...spent, time: lastSeconds(ended, begun) };
  const curves = (tracked: Trackers): LossCurves => ({
    evaluation: tracked.evaluation.curve(end.evaluation),
    time: useful.time ? tracked.time.curve(end.time) : null,
    cost: useful.cost ? tracked.cost.curve(end.cost) : null,
    fidelity:
      useful.fidelity && full !== null && full > 0 ? tracked.fidelity.curve(end.fidelity, full) : null,
  });
  return { all: curves(all), highest: full === null ? null : curves(highest) };
}

type Tracker = ReturnType<typeof createTracker>;
type Trackers = Readonly<Record<'evaluation' | 'time' | 'cost' | 'fidelity', Tracker>>;

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
  for (const parameter of space ?? []) {
    if ((parameter.kind === 'float' || parameter.kind === 'integer') && parameter.is_fidelity) {
      return parameter.upper;
    }
  }
  let highest: number | null = null;
  for (const { fidelity } of trials) {
    highest = fidelity === null ? highest : Math.max(highest ?? fidelity, fidelity);
  }
  return highest;
}

function usefulIn(trials: readonly Trial[]) {
  const useful = { time: false, cost: false, fidelity: false };
  for (const { ended_at, cost, fidelity } of trials) {
    useful.time ||= ended_at !== null;
    useful.cost ||= cost !== null;
    useful.fidelity ||= fidelity !== null;
  }
  return useful;
}

/** ISO 8601 instants in UTC compare as texts. */
function firstInstant(trials: readonly Trial[]): string | null {
  let first: string | null = null;
  for (const { sampled_at, started_at, ended_at } of trials) {
    const instant = sampled_at ?? started_at ?? ended_at;
    if (instant !== null && (first === null || instant < first)) {
      first = instant;
    }
  }
  return first;
}

function secondsAfter(begun: number | null, instant: string | null): number | null {
  const at = millisecondsOf(instant);
  return at === null || begun === null ? null : (at - begun) / 1000;
}

/** Where the last trial whose end is known lies. */
function lastSeconds(ended: readonly Trial[], begun: number | null): number {
  const last = ended.findLast(({ ended_at }) => ended_at !== null);
  return Math.max(0, secondsAfter(begun, last?.ended_at ?? null) ?? 0);
}

function finiteCost({ cost }: Trial): number {
  const number = cost === null ? 0 : fromJsonNumber(cost);
  return Number.isFinite(number) ? number : 0;
}

/** A trial that continues another adds only what it went beyond. */
function addedFidelity({ fidelity, previous }: Trial, fidelities: ReadonlyMap<string, number>): number {
  const continued = previous === null ? 0 : (fidelities.get(previous) ?? 0);
  return Math.max(0, (fidelity ?? 0) - continued);
}
