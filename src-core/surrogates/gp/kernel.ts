import type { ModelAxis, Point } from '../model-space.ts';

/**
 * The covariance of a Gaussian process over mixed axes:
 *
 *     k(x, y) = scale · matern(r) ,   r² = Σ separation(axis) / ℓ(axis)²
 *
 * with Matérn's covariance of smoothness 5/2 (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006,
 * equation 4.17), a lengthscale ℓ for each axis (automatic relevance determination) and as separation the squared
 * distance on a float's or integer's unit axis, 0 or 1 for equal or different choices.
 */
export type KernelShape = {
  readonly dimensions: number;
  /** 1 where the axis is a choice. */
  readonly isChoice: Uint8Array;
};

export function kernelShape(axes: readonly ModelAxis[]): KernelShape {
  return {
    dimensions: axes.length,
    isChoice: Uint8Array.from(axes, ({ kind }) => Number(kind === 'choice')),
  };
}

const ROOT_5 = Math.sqrt(5);

/** Matérn 5/2 at the squared distance r². */
export function matern(squared: number): number {
  const t = ROOT_5 * Math.sqrt(squared);
  return (1 + t + (t * t) / 3) * Math.exp(-t);
}

/** Minus twice the derivative of {@link matern} by r²: (5/3)(1 + √5 r) exp(−√5 r). */
export function maternSlope(squared: number): number {
  const t = ROOT_5 * Math.sqrt(squared);
  return (5 / 3) * (1 + t) * Math.exp(-t);
}

/** {@link matern} where its slope is known: saves the exponential. */
export function maternFromSlope(squared: number, slope: number): number {
  const t = ROOT_5 * Math.sqrt(squared);
  return (0.6 * slope * (1 + t + (t * t) / 3)) / (1 + t);
}

/** Separations of two points axis by axis, into `result` from `offset` on. */
export function separate(shape: KernelShape, a: Point, b: Point, result: Float64Array, offset: number): void {
  for (let k = 0; k < shape.dimensions; k++) {
    const distance = (a[k] as number) - (b[k] as number);
    result[offset + k] = shape.isChoice[k] === 1 ? Number(distance !== 0) : distance * distance;
  }
}

/** The squared distance r² of two points; `weights` are 1 / ℓ² of each axis. */
export function squaredDistance(shape: KernelShape, a: Point, b: Point, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < shape.dimensions; k++) {
    const distance = (a[k] as number) - (b[k] as number);
    const separation = shape.isChoice[k] === 1 ? Number(distance !== 0) : distance * distance;
    sum += separation * (weights[k] as number);
  }
  return sum;
}
