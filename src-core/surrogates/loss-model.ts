import { type AcquisitionTerm, logExpectedImprovement } from './acquisition.ts';
import { logFeasibility } from './feasibility.ts';
import { fitHyperparameters } from './fit.ts';
import { conditionProcess, type GaussianProcess } from './gaussian-process.ts';
import type { Hyperparameters } from './hyperparameters.ts';
import { fitLossScale } from './loss-scale.ts';
import type { ModelSpace, Point } from './model-space.ts';
import { spreadOver, theBestAndASpread } from './subset.ts';

/** An evaluation that ended with a finite loss. */
export type Evaluated = { readonly point: Point; readonly loss: number };

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
  /** Of the scaled losses; points that are being evaluated are taken to turn out as expected. */
  readonly process: GaussianProcess;
  /** The lowest mean of the process at a point that was evaluated, or is being evaluated. */
  readonly best: number;
  /** The improvement expected at a point times the probability that its evaluation succeeds, in its logarithm. */
  readonly acquisition: AcquisitionTerm;
  /** Evaluated points, those of the lowest mean first, at most `count`. */
  bestPoints(count: number): readonly Point[];
  /** This model while one more point is being evaluated. */
  extend(pending: Point): LossModel;
};

/** The most points that the process remembers: the time of a proposal grows with their square. */
const MAX_POINTS = 400;
/** The most points that hyperparameters are learnt from: that time grows with their cube. */
const MAX_FITTED = 150;
const MAX_FAILED = 100;

/** How many results come in before hyperparameters are learnt again; between, only the observations are taken in. */
function resultsUntilRefit(results: number): number {
  return Math.max(1, Math.floor(results / 32));
}

type Parts = {
  readonly space: ModelSpace;
  readonly process: GaussianProcess;
  readonly points: readonly Point[];
};

function modelOf({ space, process, points }: Parts, feasibility: AcquisitionTerm | null): LossModel {
  const best = Math.min(...process.fitted);
  const improvement = logExpectedImprovement(process, best, space.axes.length);
  return {
    process,
    best,
    acquisition:
      feasibility === null
        ? improvement
        : (point, gradient) => improvement(point, gradient) + feasibility(point, gradient),
    bestPoints: (count) =>
      [...process.fitted.keys()]
        .sort((a, b) => (process.fitted[a] as number) - (process.fitted[b] as number))
        .slice(0, count)
        .map((index) => points[index] as Point),
    extend: (pending) => {
      const targets = Float64Array.of(process.predict(pending).mean);
      const extended = process.extend({ points: [pending], targets });
      return modelOf({ space, process: extended, points: [...points, pending] }, feasibility);
    },
  };
}

function learnHyperparameters(
  space: ModelSpace,
  evaluated: readonly Evaluated[],
  scale: (loss: number) => number,
): Hyperparameters {
  const period = resultsUntilRefit(evaluated.length);
  const settled = evaluated.slice(0, period * Math.floor(evaluated.length / period));
  const chosen = theBestAndASpread(settled, MAX_FITTED);
  return fitHyperparameters(space.axes, {
    points: chosen.map(({ point }) => point),
    targets: Float64Array.from(chosen, ({ loss }) => scale(loss)),
  });
}

/**
 * Learns the loss from evidence. The same evidence gives the same model, whoever learns it: nothing is carried over
 * from an earlier model.
 */
export function fitLossModel(space: ModelSpace, { evaluated, failed, pending }: Evidence): LossModel {
  const scale = fitLossScale(evaluated.map(({ loss }) => loss));
  const kept = theBestAndASpread(evaluated, MAX_POINTS);
  const points = kept.map(({ point }) => point);
  const targets = Float64Array.from(kept, ({ loss }) => scale(loss));
  const process = conditionProcess(space.axes, learnHyperparameters(space, evaluated, scale), {
    points,
    targets,
  });
  const feasibility =
    failed.length === 0
      ? null
      : logFeasibility(space.axes, spreadOver(points, MAX_FITTED), spreadOver(failed, MAX_FAILED));
  const model = modelOf({ space, process, points }, feasibility);
  return pending.reduce((known, point) => known.extend(point), model);
}
