import type { AcquisitionTerm } from '../acquisition/acquisition.ts';
import type { ModelAxis, Point } from '../model-space.ts';
import { type KernelShape, kernelShape, squaredDistance } from './kernel.ts';

/** The distance on the unit axes that two evaluations at the same time should have from each other. */
const RADIUS = 0.02;
/** Keeps the penalty finite at the very point. */
const SMALLEST = 1e-8;

/**
 * A penalty for points close to those that are being evaluated, −(radius / distance)²: next to nothing beyond the radius,
 * prohibitive well within. Believed outcomes alone don't part workers where the model thinks that it knows the optimum.
 * After J. González, Z. Dai, P. Hennig, N. Lawrence, "Batch Bayesian optimization via local penalization", AISTATS 2016,
 * with a fixed radius in the place of one from the function's slope.
 */
export function apartFrom(axes: readonly ModelAxis[], pending: readonly Point[]): AcquisitionTerm {
  const shape = kernelShape(axes);
  const even = new Float64Array(axes.length).fill(1);
  return (point, gradient) => {
    let sum = 0;
    for (const other of pending) {
      const squared = squaredDistance(shape, point, other, even) + SMALLEST;
      const penalty = (RADIUS * RADIUS) / squared;
      sum -= penalty;
      if (gradient !== undefined) {
        addSlope(shape, [point, other], (2 * penalty) / squared, gradient);
      }
    }
    return sum;
  };
}

/** Adds `factor` times the difference of two points, along the numerical axes. */
function addSlope(
  shape: KernelShape,
  [point, other]: readonly [Point, Point],
  factor: number,
  gradient: Float64Array,
): void {
  for (let k = 0; k < shape.dimensions; k++) {
    if (shape.isChoice[k] === 0) {
      gradient[k] = (gradient[k] as number) + factor * ((point[k] as number) - (other[k] as number));
    }
  }
}
