import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import type { CategoricalParameter, NumericalParameter } from '#core/contract/space.ts';
import { choiceProbabilities, numericalPrior } from '#core/space/prior.ts';
import { createRng } from '#core/space/rng.ts';
import { decodeNumber } from '#core/space/unit-cube.ts';

/** A bar of a histogram: its ends on the axis from 0 to 1, and which share of the draws it holds. */
export type Bar = { readonly from: number; readonly to: number; readonly share: number };

/** Enough that the shape of a prior is seen, few enough that chance is too. */
export const DRAWS = 500;
const BARS = 24;

/** Draws from the prior of a float or an integer, on its own axis; each of few integers has a bar of its own. */
export function numericalBars(parameter: NumericalParameter, stream: number): readonly Bar[] {
  const rng = createRng(0, stream);
  const prior = numericalPrior(parameter);
  const values = Array.from({ length: DRAWS }, () => decodeNumber(parameter, prior.quantile(rng.next())));
  const size = parameter.upper - parameter.lower + 1;
  if (parameter.kind === 'integer' && size <= BARS) {
    return evenBars(
      values.map((value) => value - parameter.lower),
      size,
    );
  }
  const places = values.map((value) => placeInRange(parameter, value) ?? 0);
  return evenBars(
    places.map((place) => Math.min(Math.floor(place * BARS), BARS - 1)),
    BARS,
  );
}

/** Draws of a choice, one bar each. */
export function choiceBars(parameter: CategoricalParameter, stream: number): readonly Bar[] {
  const rng = createRng(0, stream);
  const probabilities = choiceProbabilities(parameter);
  const drawn = Array.from({ length: DRAWS }, () => {
    let rest = rng.next();
    const index = probabilities.findIndex((probability) => {
      rest -= probability;
      return rest < 0;
    });
    return index === -1 ? probabilities.length - 1 : index;
  });
  return evenBars(drawn, probabilities.length);
}

function evenBars(indices: readonly number[], count: number): readonly Bar[] {
  const counts = new Array<number>(count).fill(0);
  for (const index of indices) {
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((times, index) => ({
    from: index / count,
    to: (index + 1) / count,
    share: times / indices.length,
  }));
}
