import { minimise } from '#core/numerics/minimise.ts';
import { kernelShape } from '#core/surrogates/gp/kernel.ts';
import { theBestAndASpread } from '#core/surrogates/gp/subset.ts';
import type { ModelAxis, Point } from '#core/surrogates/model-space.ts';
import {
  addBeliefs,
  type RungLayout,
  type RungPrior,
  rungLayout,
  rungPrior,
} from './rung-hyperparameters.ts';
import type { MeanBelief } from './rung-likelihood.ts';
import { rungLikelihood } from './rung-likelihood.ts';
import { conditionRungs, type PlacedObservations, type RungProcess } from './rung-process.ts';

/** An observation within one rung. */
export type RungObservation = { readonly point: Point; readonly loss: number };

type Rungs = readonly (readonly RungObservation[])[];

/** The most observations that hyperparameters are learnt from, and the fewest of a rung that are kept of them. */
const MAX_FITTED = 120;
const FEWEST_KEPT = 5;
/** Steps of the optimiser from each start, then from the better end of them. */
const FIRST_ITERATIONS = 6;
const MORE_ITERATIONS = 40;
/** Share of the value below which a step changes the model by less than another trial does. */
const TOLERANCE = 1e-4;
/** Share of a lengthscale's most probable value, and logarithm of the noise, at which the search for both begins. */
const STARTS = [
  { lengthscale: 1, noise: -9 },
  { lengthscale: 3, noise: -3 },
] as const;
/** Observations that the expectation of a rung's spread, 1, counts as, and the smallest spread. */
const CAUTION = 2;
const SMALLEST_SPREAD = 0.02;
/** How far the mean of a rung may lie from that of its losses, in their spreads. */
const FREEDOM = 2;

type Moments = { readonly mean: number; readonly spread: number };

function momentsOf(items: readonly RungObservation[], below: Moments | undefined): Moments {
  const sum = items.reduce((total, { loss }) => total + loss, 0);
  const mean = items.length === 0 ? (below?.mean ?? 0) : sum / items.length;
  const squares = items.reduce((total, { loss }) => total + (loss - mean) ** 2, 0);
  return {
    mean,
    spread: Math.max(Math.sqrt((squares + CAUTION) / (items.length + CAUTION)), SMALLEST_SPREAD),
  };
}

/** Of each rung; one without observations is taken to lie as high as the one below. */
function allMoments(rungs: Rungs): readonly Moments[] {
  const moments: Moments[] = [];
  for (const items of rungs) {
    moments.push(momentsOf(items, moments.at(-1)));
  }
  return moments;
}

/** Rungs without those below the highest whose losses are all about the same: they would hide what others tell. */
function telling(rungs: Rungs): Rungs {
  return rungs.map((items, rung) => {
    const least = items.reduce((lowest, { loss }) => Math.min(lowest, loss), Number.POSITIVE_INFINITY);
    const isAlike = items.every(({ loss }) => loss - least < SMALLEST_SPREAD);
    return rung < rungs.length - 1 && items.length >= FEWEST_KEPT && isAlike ? [] : items;
  });
}

/** Of each rung as large a part as of the others. */
function keptForFit(rungs: Rungs): Rungs {
  const total = rungs.reduce((sum, items) => sum + items.length, 0);
  return total <= MAX_FITTED
    ? rungs
    : rungs.map((items) =>
        theBestAndASpread(items, Math.max(FEWEST_KEPT, Math.floor((MAX_FITTED * items.length) / total))),
      );
}

function placedIn(rungs: Rungs): PlacedObservations {
  const all = rungs.flatMap((items, rung) => items.map((item) => ({ ...item, rung })));
  return {
    places: all.map(({ point, rung }) => ({ point, rung })),
    targets: Float64Array.from(all, ({ loss }) => loss),
  };
}

function startOf(
  { dimensions, amplitudes, noises, size, rungs }: RungLayout,
  { beliefs }: RungPrior,
  moments: readonly Moments[],
  { lengthscale, noise }: (typeof STARTS)[number],
): Float64Array {
  const start = new Float64Array(size);
  for (const { mean, at, beside } of beliefs) {
    start[at] = beside === null ? mean : 0;
  }
  for (let k = 0; k < dimensions; k++) {
    start[k] = (start[k] as number) + Math.log(lengthscale);
  }
  start.set(
    moments.map(({ spread }) => Math.log(spread)),
    amplitudes,
  );
  start.fill(noise, noises, noises + rungs);
  return start;
}

/**
 * Learns one Gaussian process over configurations and rungs: the most probable hyperparameters (MAP) given the
 * observations of all rungs together, climbed from fixed starts, so that the same observations give the same process.
 *
 * @param observed the observations of each rung, the lowest first; their losses scaled to a deviation of about 1
 */
export function fitRungs(axes: readonly ModelAxis[], observed: Rungs): RungProcess {
  const rungs = telling(observed);
  const layout = rungLayout(axes.length, rungs.length);
  const prior = rungPrior(layout);
  const moments = allMoments(rungs);
  const belief: MeanBelief = {
    means: Float64Array.from(moments, ({ mean }) => mean),
    precisions: Float64Array.from(moments, ({ spread }) => (FREEDOM * spread) ** -2),
  };
  const likelihood = rungLikelihood(kernelShape(axes), layout, placedIn(keptForFit(rungs)), belief);
  const objective = (theta: Float64Array, gradient: Float64Array) => {
    const value = likelihood.evaluate(theta, gradient);
    return value + addBeliefs(prior, theta, gradient);
  };
  const climb = (from: Float64Array, maxIterations: number) =>
    minimise(objective, from, prior, { maxIterations, tolerance: TOLERANCE });
  const ends = STARTS.map((start) => climb(startOf(layout, prior, moments, start), FIRST_ITERATIONS));
  const better = ends.reduce((one, other) => (other.value < one.value ? other : one));
  const end = climb(better.x, MORE_ITERATIONS);
  return conditionRungs(likelihood.covarianceFrom(end.x), placedIn(rungs));
}
