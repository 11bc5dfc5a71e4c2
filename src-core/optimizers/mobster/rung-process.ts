import { solveLower, solveLowerTransposed } from '#core/numerics/cholesky.ts';
import { factorJittered } from '#core/numerics/jittered-cholesky.ts';
import type { Prediction } from '#core/surrogates/gp/gaussian-process.ts';
import { maternSlope, squaredDistance } from '#core/surrogates/gp/kernel.ts';
import { addDerivatives, type PredictionGradient } from '#core/surrogates/gp/prediction-gradient.ts';
import { betweenRungs, covarianceOf, type Place, type RungCovariance } from './rung-covariance.ts';

/** Places in any order, and what was observed there. */
export type PlacedObservations = { readonly places: readonly Place[]; readonly targets: Float64Array };

/** A Gaussian process over configurations and rungs, after observations. */
export type RungProcess = {
  /** The function at a place; its derivatives by the point's axes too where there is room for them. */
  predict(place: Place, gradient?: PredictionGradient): Prediction;
  /** This process after more observations. */
  extend(more: PlacedObservations): RungProcess;
};

/** The variance that rounding leaves of none, as a share of all. */
const SMALLEST_VARIANCE = 1e-12;

/** The factor of the covariance of all observations. */
function factorOf(covariance: RungCovariance, places: readonly Place[]): Float64Array {
  const n = places.length;
  return factorJittered(n, (matrix) => {
    places.forEach((place, i) => {
      for (let j = 0; j < i; j++) {
        matrix[i * n + j] = covarianceOf(covariance, place, places[j] as Place);
      }
      const { rung } = place;
      matrix[i * n + i] = betweenRungs(covariance, rung, rung) + (covariance.noises[rung] as number);
    });
  });
}

type Solved = {
  /** What each observation adds to the mean, per covariance with it. */
  readonly alpha: Float64Array;
  /** What each takes from the variance. */
  readonly taken: Float64Array;
};

/** Writes the derivatives that come through the covariances with all observations. */
function fillGradient(
  { shape, weights, ...covariance }: RungCovariance,
  [at, places]: readonly [Place, readonly Place[]],
  { alpha, taken }: Solved,
  gradient: PredictionGradient,
): void {
  gradient.mean.fill(0);
  gradient.variance.fill(0);
  places.forEach(({ point, rung }, i) => {
    const squared = squaredDistance(shape, at.point, point, weights);
    const slope = -betweenRungs(covariance, at.rung, rung) * maternSlope(squared);
    const effect = { ofMean: alpha[i] as number, ofVariance: taken[i] as number };
    addDerivatives(shape, { at: at.point, point, weights, slope }, effect, gradient);
  });
}

/** The process with this covariance after the observations. */
export function conditionRungs(
  covariance: RungCovariance,
  { places, targets }: PlacedObservations,
): RungProcess {
  const n = places.length;
  const factor = factorOf(covariance, places);
  const meanAt = ({ rung }: Place) => covariance.means[rung] as number;
  const alpha = Float64Array.from(targets, (target, i) => target - meanAt(places[i] as Place));
  solveLower(factor, n, alpha, n);
  solveLowerTransposed(factor, n, alpha, n);
  const solved = new Float64Array(n);
  return {
    extend: (more) =>
      conditionRungs(covariance, {
        places: [...places, ...more.places],
        targets: Float64Array.from([...targets, ...more.targets]),
      }),
    predict: (at, gradient) => {
      let mean = meanAt(at);
      for (let i = 0; i < n; i++) {
        solved[i] = covarianceOf(covariance, at, places[i] as Place);
        mean += (solved[i] as number) * (alpha[i] as number);
      }
      solveLower(factor, n, solved, n);
      const explained = solved.reduce((sum, value) => sum + value * value, 0);
      if (gradient !== undefined) {
        solveLowerTransposed(factor, n, solved, n);
        fillGradient(covariance, [at, places], { alpha, taken: solved }, gradient);
      }
      const before = betweenRungs(covariance, at.rung, at.rung);
      return { mean, variance: Math.max(before - explained, SMALLEST_VARIANCE * before) };
    },
  };
}
