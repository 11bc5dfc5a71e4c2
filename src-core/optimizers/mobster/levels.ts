import type { KernelShape } from '#core/surrogates/kernel.ts';
import { matern, squaredDistance } from '#core/surrogates/kernel.ts';
import type { Point } from '#core/surrogates/model-space.ts';

/**
 * What a rung adds to the one below it (M. C. Kennedy, A. O'Hagan, "Predicting the output from a complex computer code
 * when fast approximations are available", Biometrika 87, 2000, equation 1):
 *
 *     f_r(x) = carry · f_{r−1}(x) + mean + d_r(x)
 *
 * where d_r is a Gaussian process of its own; observations have noise of their own on top. A fidelity that tells nothing
 * has a carry of 0. In the lowest rung there is nothing to carry.
 */
export type Level = {
  readonly carry: number;
  readonly mean: number;
  /** 1 / ℓ² of each axis. */
  readonly weights: Float64Array;
  /** The variance of d_r. */
  readonly scale: number;
  readonly noise: number;
};

/** A place in the process: a configuration at a rung. */
export type Place = { readonly point: Point; readonly rung: number };

/** The levels of all rungs, the lowest first, as a covariance. */
export type LevelCovariance = {
  readonly shape: KernelShape;
  readonly levels: readonly Level[];
  /** `reach[r][q]`: how much of what level q adds arrives at rung r, the product of the carries between. */
  readonly reach: readonly (readonly number[])[];
};

export function levelCovariance(shape: KernelShape, levels: readonly Level[]): LevelCovariance {
  const reach = levels.map((_, rung) => {
    const row = new Array<number>(rung + 1).fill(1);
    for (let q = rung - 1; q >= 0; q--) {
      row[q] = (row[q + 1] as number) * (levels[q + 1] as Level).carry;
    }
    return row;
  });
  return { shape, levels, reach };
}

/** Sums what the levels that two rungs have in common share: for each, its part in both. */
export function overCommonLevels(
  { levels, reach }: LevelCovariance,
  [one, other]: readonly [number, number],
  term: (level: Level, shared: number) => number,
): number {
  const ofOne = reach[one] as readonly number[];
  const ofOther = reach[other] as readonly number[];
  let sum = 0;
  for (let q = Math.min(one, other); q >= 0; q--) {
    const shared = (ofOne[q] as number) * (ofOther[q] as number);
    if (shared === 0) {
      break;
    }
    sum += term(levels[q] as Level, shared);
  }
  return sum;
}

/** The covariance of two places before any observation. Called for every pair of places, so written without a callback. */
export function covarianceOf({ shape, levels, reach }: LevelCovariance, a: Place, b: Place): number {
  const ofOne = reach[a.rung] as readonly number[];
  const ofOther = reach[b.rung] as readonly number[];
  let sum = 0;
  for (let q = Math.min(a.rung, b.rung); q >= 0; q--) {
    const shared = (ofOne[q] as number) * (ofOther[q] as number);
    if (shared === 0) {
      break;
    }
    const { scale, weights } = levels[q] as Level;
    sum += shared * scale * matern(squaredDistance(shape, a.point, b.point, weights));
  }
  return sum;
}

/** The variance at a rung before any observation, the same everywhere. */
export function varianceAt(of: LevelCovariance, rung: number): number {
  return overCommonLevels(of, [rung, rung], ({ scale }, shared) => shared * scale);
}

/** The mean at a rung before any observation, the same everywhere. */
export function meanAt({ levels, reach }: LevelCovariance, rung: number): number {
  const shares = reach[rung] as readonly number[];
  return shares.reduce((sum, share, q) => sum + share * (levels[q] as Level).mean, 0);
}
