import { choiceProbabilities, numericalPrior } from '#core/space/prior.ts';
import type { SearchableParameter } from '#core/space/roles.ts';

/** Where a prior has how much mass, along the axis as a drawing has it. */
export type PriorShape =
  | { readonly kind: 'curve'; readonly heights: readonly number[] }
  | { readonly kind: 'bars'; readonly heights: readonly number[] };

const POINTS = 61;

/**
 * The prior of a parameter for drawing, its highest place 1: a curve from the lower to the upper bound of its (log) axis,
 * or a bar for each choice. Null where the user named no value.
 */
export function priorShape(parameter: SearchableParameter): PriorShape | null {
  if (parameter.prior === null) {
    return null;
  }
  if (parameter.kind === 'categorical') {
    return { kind: 'bars', heights: scaled(choiceProbabilities(parameter)) };
  }
  const { density } = numericalPrior(parameter);
  return {
    kind: 'curve',
    heights: scaled(Array.from({ length: POINTS }, (_, index) => density(index / (POINTS - 1)))),
  };
}

function scaled(heights: readonly number[]): readonly number[] {
  const highest = Math.max(...heights);
  return heights.map((height) => height / highest);
}
