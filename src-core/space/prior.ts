import type { CategoricalParameter, NumericalParameter, PriorConfidence } from '#core/contract/space.ts';
import { normalCdf, normalDensity, normalQuantile } from './normal-distribution.ts';
import { encodeNumber } from './unit-cube.ts';

/** A distribution on the unit axis [0, 1]. */
export type UnitDistribution = {
  /** The place below which the share `u` of the probability lies. */
  quantile(u: number): number;
  /** The density at a place, relative to the uniform distribution, whose density is 1. */
  density(unit: number): number;
};

/** How much of the belief a confidence stands for. */
export const CONFIDENCE = { low: 0.25, medium: 0.5, high: 0.75 } as const satisfies Record<
  PriorConfidence,
  number
>;

const UNIFORM: UnitDistribution = { quantile: (u) => u, density: () => 1 };

/** A normal distribution cut off at 0 and 1. Its quantiles are exact: nothing is drawn and thrown away. */
export function truncatedNormal(mean: number, deviation: number): UnitDistribution {
  const below = normalCdf((0 - mean) / deviation);
  const inside = normalCdf((1 - mean) / deviation) - below;
  return {
    quantile: (u) => {
      const place = mean + deviation * normalQuantile(below + u * inside);
      return Math.min(Math.max(place, 0), 1);
    },
    density: (unit) => normalDensity((unit - mean) / deviation) / (deviation * inside),
  };
}

/**
 * The prior of a numerical parameter on its unit axis: a truncated normal around the named value with a standard
 * deviation of 1 − confidence; uniform where no value is named.
 */
export function numericalPrior(parameter: NumericalParameter): UnitDistribution {
  if (parameter.prior === null) {
    return UNIFORM;
  }
  const confidence = CONFIDENCE[parameter.prior_confidence ?? 'low'];
  return truncatedNormal(encodeNumber(parameter, parameter.prior), 1 - confidence);
}

/**
 * The prior probability of each choice, in the order of the choices: the named one has its confidence, but never less
 * than its even share, so that naming a choice cannot make it rarer; the others share the rest evenly.
 */
export function choiceProbabilities(parameter: CategoricalParameter): readonly number[] {
  const { choices, prior, prior_confidence } = parameter;
  const even = 1 / choices.length;
  if (prior === null) {
    return choices.map(() => even);
  }
  const named = Math.max(CONFIDENCE[prior_confidence ?? 'low'], even);
  const others = choices.length === 1 ? 0 : (1 - named) / (choices.length - 1);
  return choices.map((choice) => (choice === prior ? named : others));
}
