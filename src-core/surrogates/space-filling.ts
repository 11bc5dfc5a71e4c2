import type { Rng } from '#core/space/rng.ts';
import { kernelShape, squaredDistance } from './kernel.ts';
import type { ModelSpace, Point } from './model-space.ts';

/**
 * Draws among which the one farthest from everything known is taken: few, since the farthest of many lies in a corner of
 * the space, or differs in every choice, where little is learnt of what an optimum inside looks like.
 */
export const FEW_DRAWS = 4;

/** Where candidates come from. */
export type Candidates = {
  readonly draw: (rng: Rng) => Point;
  /** How many are drawn. */
  readonly among: number;
};

/**
 * A point not near those that are known: the farthest of some draws from its nearest neighbour (D. P. Mitchell,
 * "Spectrally optimal sampling for distribution ray tracing", SIGGRAPH 1991: best candidate). Needs to know nothing but
 * the points, so that any number of workers fill a space together.
 *
 */
export function fillSpace(
  { axes }: ModelSpace,
  known: readonly Point[],
  { draw, among }: Candidates,
  rng: Rng,
): Point {
  const shape = kernelShape(axes);
  const even = new Float64Array(axes.length).fill(1);
  const draws = Array.from({ length: known.length === 0 ? 1 : among }, () => draw(rng));
  const distances = draws.map((point) =>
    known.reduce((nearest, other) => Math.min(nearest, squaredDistance(shape, point, other, even)), Infinity),
  );
  return draws[distances.indexOf(Math.max(...distances))] as Point;
}
