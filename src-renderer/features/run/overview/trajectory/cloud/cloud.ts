import { pointAt, type TrajectoryPoints } from '#core/analysis/charts/trajectory-points.ts';
import type { PlacedMark } from '../plot/placed-mark.ts';

/** The places of many trials in the drawing, in pixels, in the order of the points; NaN out of sight. */
export type CloudPlaces = {
  readonly points: TrajectoryPoints;
  readonly left: Float32Array;
  readonly top: Float32Array;
};

type Placing = {
  /** The part of the axis that is in sight. */
  readonly xDomain: readonly [number, number];
  readonly leftOf: (x: number) => number;
  readonly topOf: (loss: number) => number;
  /** Where those without a loss lie. */
  readonly laneTop: number;
};

/** Places all of them at once: as objects 100,000 would be slow. */
export function placeCloud(
  points: TrajectoryPoints,
  { xDomain: [from, to], leftOf, topOf, laneTop }: Placing,
): CloudPlaces {
  const { length } = points.x;
  const left = new Float32Array(length).fill(Number.NaN);
  const top = new Float32Array(length).fill(Number.NaN);
  for (let index = 0; index < length; index += 1) {
    const [x, loss] = [points.x[index] as number, points.loss[index] as number];
    if (x >= from && x <= to) {
      left[index] = leftOf(x);
      top[index] = Number.isNaN(loss) ? laneTop : topOf(loss);
    }
  }
  return { points, left, top };
}

/** One of them as a mark; null out of sight. */
export function cloudMark({ points, left, top }: CloudPlaces, index: number): PlacedMark | null {
  const [x, y] = [left[index] ?? Number.NaN, top[index] ?? Number.NaN];
  if (Number.isNaN(x)) {
    return null;
  }
  const point = pointAt(points, index);
  const { trial, state, rung } = point.trial;
  return { trial, state, rung, x: point.x, loss: point.loss, left: x, top: y };
}

/** Where a trial stands among them; -1 where it does not. */
export function indexIn({ points }: CloudPlaces, trial: string | null): number {
  return trial === null ? -1 : points.trials.findIndex((each) => each.trial === trial);
}

/** The one that is nearest to a place, within `reach` pixels; -1 where none is. */
export function nearestInCloud(cloud: CloudPlaces, x: number, y: number, reach: number): number {
  const { left, top } = cloud;
  let nearest = -1;
  let least = reach ** 2;
  for (let index = 0; index < left.length; index += 1) {
    const distance = ((left[index] ?? 0) - x) ** 2 + ((top[index] ?? 0) - y) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = index;
    }
  }
  return nearest;
}

/** Side of a bin in pixels: about the size of a mark. */
const BIN_PIXELS = 4;

/** Trials that lie so near to each other that they are one mark. */
export type BinLayer = {
  /** How many lie in each bin. */
  readonly counts: Uint32Array;
  /** The last of them, where the mark is drawn: single trials stand where they belong. */
  readonly last: Uint32Array;
};

/** Those with and those without a loss, apart. */
export type Bins = {
  readonly withLoss: BinLayer;
  readonly withoutLoss: BinLayer;
  /** The most in one bin, at least 1. */
  readonly most: number;
};

export function binCloud(
  { points, left, top }: CloudPlaces,
  { width, height }: { readonly width: number; readonly height: number },
): Bins {
  const columns = Math.ceil(width / BIN_PIXELS) + 1;
  const rows = Math.ceil(height / BIN_PIXELS) + 1;
  const layer = (): BinLayer => ({
    counts: new Uint32Array(columns * rows),
    last: new Uint32Array(columns * rows),
  });
  const [withLoss, withoutLoss] = [layer(), layer()];
  let most = 1;
  for (let index = 0; index < left.length; index += 1) {
    const [x, y] = [left[index] ?? Number.NaN, top[index] ?? Number.NaN];
    if (Number.isNaN(x) || y < 0) {
      continue;
    }
    const bin = Math.floor(y / BIN_PIXELS) * columns + Math.floor(x / BIN_PIXELS);
    const { counts, last } = Number.isNaN(points.loss[index]) ? withoutLoss : withLoss;
    const count = (counts[bin] ?? 0) + 1;
    counts[bin] = count;
    last[bin] = index;
    most = Math.max(most, count);
  }
  return { withLoss, withoutLoss, most };
}
