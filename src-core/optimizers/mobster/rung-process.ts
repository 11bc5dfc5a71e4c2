import { solveLower, solveLowerTransposed } from '#core/numerics/cholesky.ts';
import { factorJittered } from '#core/numerics/jittered-cholesky.ts';
import type { Prediction } from '#core/surrogates/gaussian-process.ts';
import { kernelShape, maternSlope, squaredDistance } from '#core/surrogates/kernel.ts';
import type { ModelAxis } from '#core/surrogates/model-space.ts';
import {
  addDerivatives,
  type Effect,
  type PredictionGradient,
} from '#core/surrogates/prediction-gradient.ts';
import {
  covarianceOf,
  type Level,
  type LevelCovariance,
  levelCovariance,
  meanAt,
  overCommonLevels,
  type Place,
  varianceAt,
} from './levels.ts';

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
function factorOf(covariance: LevelCovariance, places: readonly Place[]): Float64Array {
  const n = places.length;
  return factorJittered(n, (matrix) => {
    places.forEach((place, i) => {
      for (let j = 0; j < i; j++) {
        matrix[i * n + j] = covarianceOf(covariance, place, places[j] as Place);
      }
      const { noise } = covariance.levels[place.rung] as Level;
      matrix[i * n + i] = varianceAt(covariance, place.rung) + noise;
    });
  });
}

/** Adds the derivatives that come through the covariance with one observation. */
function addGradient(
  covariance: LevelCovariance,
  [at, place]: readonly [Place, Place],
  effect: Effect,
  gradient: PredictionGradient,
): void {
  overCommonLevels(covariance, [at.rung, place.rung], ({ weights, scale }, shared) => {
    const squared = squaredDistance(covariance.shape, at.point, place.point, weights);
    const slope = -shared * scale * maternSlope(squared);
    const pair = { at: at.point, point: place.point, weights, slope };
    addDerivatives(covariance.shape, pair, effect, gradient);
    return 0;
  });
}

function processOf(covariance: LevelCovariance, { places, targets }: PlacedObservations): RungProcess {
  const n = places.length;
  const factor = factorOf(covariance, places);
  const alpha = Float64Array.from(targets, (target, i) => {
    const { rung } = places[i] as Place;
    return target - meanAt(covariance, rung);
  });
  solveLower(factor, n, alpha, n);
  solveLowerTransposed(factor, n, alpha, n);
  const solved = new Float64Array(n);
  return {
    extend: (more) =>
      processOf(covariance, {
        places: [...places, ...more.places],
        targets: Float64Array.from([...targets, ...more.targets]),
      }),
    predict: (at, gradient) => {
      let mean = meanAt(covariance, at.rung);
      for (let i = 0; i < n; i++) {
        solved[i] = covarianceOf(covariance, at, places[i] as Place);
        mean += (solved[i] as number) * (alpha[i] as number);
      }
      solveLower(factor, n, solved, n);
      const explained = solved.reduce((sum, value) => sum + value * value, 0);
      if (gradient !== undefined) {
        gradient.mean.fill(0);
        gradient.variance.fill(0);
        solveLowerTransposed(factor, n, solved, n);
        places.forEach((place, i) => {
          const effect = { ofMean: alpha[i] as number, ofVariance: solved[i] as number };
          addGradient(covariance, [at, place], effect, gradient);
        });
      }
      const before = varianceAt(covariance, at.rung);
      return { mean, variance: Math.max(before - explained, SMALLEST_VARIANCE * before) };
    },
  };
}

/** The process of these levels after the observations, none of them in a rung without a level. */
export function conditionRungs(
  axes: readonly ModelAxis[],
  levels: readonly Level[],
  observations: PlacedObservations,
): RungProcess {
  return processOf(levelCovariance(kernelShape(axes), levels), observations);
}
