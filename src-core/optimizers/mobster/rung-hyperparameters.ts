import type { Bounds } from '#core/numerics/minimise.ts';
import { hyperparameterPrior, type LogNormal } from '#core/surrogates/gp/hyperparameters.ts';

/**
 * Where the hyperparameters of a process over rungs stand in the vector that the optimiser moves, all in logarithms: a
 * lengthscale for each axis, then for each rung its amplitude and the share of noise in it (of the variance), then for
 * each step from a rung to the next how far it departs.
 */
export type RungLayout = {
  readonly dimensions: number;
  readonly rungs: number;
  readonly amplitudes: number;
  readonly noises: number;
  readonly drifts: number;
  readonly size: number;
};

export function rungLayout(dimensions: number, rungs: number): RungLayout {
  const noises = dimensions + rungs;
  const drifts = noises + rungs;
  return { dimensions, rungs, amplitudes: dimensions, noises, drifts, size: drifts + rungs - 1 };
}

/** A normal distribution of one hyperparameter, or of its difference to another one. */
type Belief = LogNormal & { readonly at: number; readonly beside: number | null };

/** What is believed of hyperparameters before any observation. */
export type RungPrior = Bounds & { readonly beliefs: readonly Belief[] };

/**
 * The drift from a rung to the next: by expectation they correlate by 0.37, so that lower fidelities have to show that
 * they tell something. A search that trusts them from the start is bound to where they mislead it.
 */
const DRIFT: LogNormal = { mean: 0, deviation: 1 };
/** Rungs beside each other vary by about as much, with about as large a share of noise. */
const STEP_OF_AMPLITUDE: LogNormal = { mean: 0, deviation: 0.7 };
const STEP_OF_NOISE: LogNormal = { mean: 0, deviation: 1.5 };

const AMPLITUDES = [Math.log(0.01), Math.log(30)] as const;
const NOISES = [Math.log(1e-8), Math.log(4)] as const;
const DRIFTS = [-6, 2] as const;

/** Lengthscales, and scale and noise of the highest rung, as for a process without rungs; the others by their steps. */
export function rungPrior({ dimensions, rungs, amplitudes, noises, drifts }: RungLayout): RungPrior {
  const { terms, lower, upper } = hyperparameterPrior(dimensions);
  const [scale, noise] = terms.slice(dimensions) as [LogNormal, LogNormal];
  const top = rungs - 1;
  const steps = Array.from({ length: top }, (_, rung) => [
    { ...STEP_OF_AMPLITUDE, at: amplitudes + rung, beside: amplitudes + rung + 1 },
    { ...STEP_OF_NOISE, at: noises + rung, beside: noises + rung + 1 },
    { ...DRIFT, at: drifts + rung, beside: null },
  ]).flat();
  const eachBound = (lengthscales: Float64Array, end: 0 | 1) =>
    Float64Array.from([
      ...lengthscales.subarray(0, dimensions),
      ...new Array<number>(rungs).fill(AMPLITUDES[end]),
      ...new Array<number>(rungs).fill(NOISES[end]),
      ...new Array<number>(top).fill(DRIFTS[end]),
    ]);
  return {
    beliefs: [
      ...terms.slice(0, dimensions).map((term, k) => ({ ...term, at: k, beside: null })),
      { ...scale, at: amplitudes + top, beside: null },
      { ...noise, at: noises + top, beside: null },
      ...steps,
    ],
    lower: eachBound(lower, 0),
    upper: eachBound(upper, 1),
  };
}

/** Adds the negative logarithm of the prior's density (up to a constant) and its gradient. */
export function addBeliefs({ beliefs }: RungPrior, theta: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  for (const { mean, deviation, at, beside } of beliefs) {
    const value = (theta[at] as number) - (beside === null ? 0 : (theta[beside] as number));
    const z = (value - mean) / deviation;
    sum += 0.5 * z * z;
    gradient[at] = (gradient[at] as number) + z / deviation;
    if (beside !== null) {
      gradient[beside] = (gradient[beside] as number) - z / deviation;
    }
  }
  return sum;
}
