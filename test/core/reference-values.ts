import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** The folder of the values that SciPy, scikit-learn and mpmath give, and of the script that made them. */
export const REFERENCE_VALUES = new URL('../fixtures/gaussian-process/', import.meta.url);

/** @param file its name in the folder; its shape is what the script writes */
export function referenceCases<Case>(file: string): readonly Case[] {
  return (JSON.parse(readFileSync(new URL(file, REFERENCE_VALUES), 'utf8')) as { cases: Case[] }).cases;
}

/** Compares numbers, one by one; `tolerance` is relative to the larger of 1 and the expected one. */
export function expectNumbersNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  const worst = Array.from(expected, (wanted, i) => {
    const distance = Math.abs((actual[i] as number) - wanted);
    return distance / Math.max(1, Math.abs(wanted));
  });
  expect(worst.filter((distance) => !(distance <= tolerance))).toEqual([]);
}

/** Central differences of a function, each along one coordinate. */
export function numericalGradient(
  f: (x: Float64Array) => number,
  x: Float64Array,
  step = 1e-5,
): Float64Array {
  return x.map((at, i) => {
    const moved = (by: number) => {
      const point = x.slice();
      point[i] = at + by;
      return f(point);
    };
    return (moved(step) - moved(-step)) / (2 * step);
  });
}
