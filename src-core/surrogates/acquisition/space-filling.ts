import type { Rng } from '#core/space/rng.ts';
import { kernelShape, squaredDistance } from '../gp/kernel.ts';
import type { ModelSpace, Point } from '../model-space.ts';

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

/** Workers that draw at the same moment, none of which knows what the others draw. */
export type Party = {
  /** Which of them this one is, from 0. */
  readonly place: number;
  readonly size: number;
  /** Random numbers that are the same for all of them. */
  readonly shared: Rng;
};

/** Draws for each worker of a party until one lies in its part. */
const PATIENCE = 8;

/**
 * Draws in the part of the space that is one worker's: what is nearer to its centre than to that of any other. So those
 * who draw together share the space out among them, and none draws what another does. Where a part is hard to hit, as in
 * a space of few configurations, the last of some draws is taken as it is.
 */
export function drawInPart(
  { axes }: ModelSpace,
  draw: Candidates['draw'],
  { place, size, shared }: Party,
): Candidates['draw'] {
  if (size < 2) {
    return draw;
  }
  const shape = kernelShape(axes);
  const even = new Float64Array(axes.length).fill(1);
  const centres = Array.from({ length: size }, () => draw(shared));
  const isOwn = (point: Point) => {
    const distances = centres.map((centre) => squaredDistance(shape, point, centre, even));
    return distances.indexOf(Math.min(...distances)) === place;
  };
  return (rng) => {
    let point = draw(rng);
    for (let draws = 1; draws < PATIENCE * size && !isOwn(point); draws++) {
      point = draw(rng);
    }
    return point;
  };
}

/**
 * A point not near those that are known: the farthest of some draws from its nearest neighbour (D. P. Mitchell,
 * "Spectrally optimal sampling for distribution ray tracing", SIGGRAPH 1991: best candidate). Needs to know nothing but
 * the points, so that any number of workers fill a space together.
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
