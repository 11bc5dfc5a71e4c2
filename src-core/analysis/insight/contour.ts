import type { SearchableParameter } from '#core/space/roles.ts';
import { type Forest, type Leaf, widthOf } from '../importance/forest.ts';

/** Places on an axis at which a contour is known. */
const RESOLUTION = 32;

/** The places of a contour: the middles of equal parts of a unit axis, or the numbers of the choices. */
export function contourPlaces(parameter: SearchableParameter): readonly number[] {
  return parameter.kind === 'categorical'
    ? parameter.choices.map((_, choice) => choice)
    : Array.from({ length: RESOLUTION }, (_, index) => (index + 0.5) / RESOLUTION);
}

function covered({ sets, from, to }: Leaf, axis: number, places: readonly number[]): readonly number[] {
  const set = sets[axis];
  return [...places.keys()].filter((index) => {
    const place = places[index] as number;
    return set ? set[place] === 1 : place > (from[axis] as number) && place <= (to[axis] as number);
  });
}

/**
 * The loss that a forest expects for two parameters, averaged over all values of the others: the exact pair marginal
 * (Hutter et al. 2014, equation 3), averaged over the trees.
 *
 * @returns one number for each x of the first y, then of the second…
 */
export function contourOf(
  { trees }: Forest,
  [a, b]: readonly [number, number],
  [x, y]: readonly [readonly number[], readonly number[]],
): Float64Array {
  const losses = new Float64Array(x.length * y.length);
  for (const leaf of trees.flat()) {
    const height = (leaf.value * leaf.volume) / (widthOf(leaf, a) * widthOf(leaf, b)) / trees.length;
    const columns = covered(leaf, a, x);
    for (const row of covered(leaf, b, y)) {
      for (const column of columns) {
        const at = row * x.length + column;
        losses[at] = (losses[at] as number) + height;
      }
    }
  }
  return losses;
}
