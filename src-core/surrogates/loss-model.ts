import { type AcquisitionTerm, logExpectedImprovement, sumOfTerms } from './acquisition/acquisition.ts';
import { logFeasibility } from './feasibility.ts';
import { apartFrom } from './gp/distance-term.ts';
import { fitHyperparameters } from './gp/fit.ts';
import { conditionProcess, type GaussianProcess } from './gp/gaussian-process.ts';
import type { Hyperparameters } from './gp/hyperparameters.ts';
import { fitLossScale, type LossScale, typicalLoss } from './gp/loss-scale.ts';
import { spreadOver, theBestAndASpread } from './gp/subset.ts';
import type { ModelSpace, Point } from './model-space.ts';

/** An evaluation that ended with a finite loss. */
type Evaluated = { readonly point: Point; readonly loss: number };

/** What is known of the loss: in the order in which the results came. */
export type Evidence = {
  /** At least one. */
  readonly evaluated: readonly Evaluated[];
  /** Points whose evaluation gave no loss. */
  readonly failed: readonly Point[];
  /** Points that are being evaluated. */
  readonly pending: readonly Point[];
};

/** A model of the loss, and of where evaluations fail. */
export type LossModel = {
  /** The improvement expected at a point times the probability that its evaluation succeeds, in its logarithm. */
  readonly acquisition: AcquisitionTerm;
  /** Whether an evaluation at a point is expected to improve on the best by anything that matters. */
  promises(point: Point): boolean;
  /** How many points the model rests on: bounded, however much evidence there is. */
  readonly size: number;
  /** Points that were evaluated or are being evaluated, those of the lowest mean first, at most `count`. */
  bestPoints(count: number): readonly Point[];
  /** This model while one more point is being evaluated. */
  extend(pending: Point): LossModel;
};

/** The most points that the process remembers: the time of a proposal grows with their square. */
const MAX_POINTS = 400;
/** The most points that hyperparameters are learnt from: that time grows with their cube. */
const MAX_FITTED = 150;
const MAX_FAILED = 100;
/** The least improvement that matters, as a share of the distance from a typical loss to the best. */
const LEAST_IMPROVEMENT = 1e-4;
/** The most pending points whose outcome is taken to be as expected; from the others a proposal only keeps away. */
const MAX_PENDING = 64;

type Parts = {
  readonly space: ModelSpace;
  /** The logarithm of the least improvement that matters, scaled. */
  readonly least: number;
  /** Of the scaled losses. */
  readonly process: GaussianProcess;
  /** The points of the process; null where the evaluation failed. */
  readonly points: readonly (Point | null)[];
  readonly pending: readonly Point[];
  readonly feasibility: AcquisitionTerm | null;
};

type Ranked = { readonly point: Point; readonly mean: number };

/** The points that have a loss, or will have one, with the process's mean there, the lowest first. */
function ranking({ process, points }: Parts): readonly Ranked[] {
  return points
    .flatMap((point, index) => (point === null ? [] : [{ point, mean: process.fitted[index] as number }]))
    .sort((one, other) => one.mean - other.mean);
}

/** The process once evaluations have turned out as it expects: its means stay, its variances shrink. */
function asExpected(process: GaussianProcess, points: readonly Point[]): GaussianProcess {
  const targets = Float64Array.from(points, (point) => process.predict(point).mean);
  return process.extend({ points, targets });
}

function modelOf(parts: Parts): LossModel {
  const { space, least, process, points, pending, feasibility } = parts;
  const ranked = ranking(parts);
  const improvement = logExpectedImprovement(process, ranked[0]?.mean ?? 0, space.axes.length);
  const terms = [improvement, ...(feasibility === null ? [] : [feasibility])];
  return {
    size: points.length,
    acquisition: sumOfTerms(pending.length === 0 ? terms : [...terms, apartFrom(space.axes, pending)]),
    promises: (point) => improvement(point) > least,
    bestPoints: (count) => ranked.slice(0, count).map(({ point }) => point),
    extend: (point) =>
      modelOf({
        ...parts,
        process: asExpected(process, [point]),
        points: [...points, point],
        pending: [...pending, point],
      }),
  };
}

/**
 * The process after failures: each is taken to be no better than the best loss, so that nothing draws a search to where
 * it failed before, however little is left to improve elsewhere.
 */
function afterFailures(process: GaussianProcess, failed: readonly Point[]): GaussianProcess {
  const best = Math.min(...process.fitted);
  const targets = Float64Array.from(failed, (point) => Math.max(best, process.predict(point).mean));
  return failed.length === 0 ? process : process.extend({ points: failed, targets });
}

function learnHyperparameters(
  space: ModelSpace,
  evaluated: readonly Evaluated[],
  scale: LossScale,
): Hyperparameters {
  const chosen = theBestAndASpread(evaluated, MAX_FITTED);
  return fitHyperparameters(space.axes, {
    points: chosen.map(({ point }) => point),
    targets: Float64Array.from(chosen, ({ loss }) => scale(loss)),
  });
}

function leastImprovement(losses: readonly number[], scale: LossScale): number {
  const best = losses.reduce((least, loss) => Math.min(least, loss), Number.POSITIVE_INFINITY);
  return Math.log(LEAST_IMPROVEMENT * (scale(typicalLoss(losses)) - scale(best)));
}

/**
 * Learns the loss from evidence. The same evidence gives the same model, whoever learns it: nothing is carried over
 * from an earlier model.
 */
export function fitLossModel(space: ModelSpace, { evaluated, failed, pending }: Evidence): LossModel {
  const losses = evaluated.map(({ loss }) => loss);
  const scale = fitLossScale(losses);
  const kept = theBestAndASpread(evaluated, MAX_POINTS);
  const points = kept.map(({ point }) => point);
  const targets = Float64Array.from(kept, ({ loss }) => scale(loss));
  const learnt = conditionProcess(space.axes, learnHyperparameters(space, evaluated, scale), {
    points,
    targets,
  });
  const failures = spreadOver(failed, MAX_FAILED);
  const foreseen = spreadOver(pending, MAX_PENDING);
  return modelOf({
    space,
    least: leastImprovement(losses, scale),
    process: asExpected(afterFailures(learnt, failures), foreseen),
    points: [...points, ...failures.map(() => null), ...foreseen],
    pending,
    feasibility:
      failures.length === 0 ? null : logFeasibility(space.axes, spreadOver(points, MAX_FITTED), failures),
  });
}
