/** The combinations of a grid in the order in which they are tried. */
export type GridOrder = {
  /** How many there are; infinite beyond what a number can hold. */
  readonly size: number;
  /** The combination at a place, 0 ≤ `place` < `size`: the index of its value on each axis. */
  at(place: number): readonly number[];
};

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** ⌊√value⌋ by Newton's iteration, which falls to it from any start above; `value` at least 1. */
function integerSquareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) / 2n;
    if (next >= root) {
      return root;
    }
    root = next;
  }
}

/**
 * A step near the golden section of `size`, (√5 − 1) / 2 of it, that has no factor in common with it, so that it visits
 * every place. It has as many digits as `size`: a rounded one would end in zeros, and the last axes never vary.
 */
function goldenStep(size: bigint): bigint {
  let step = (integerSquareRoot(5n * size * size) - size) / 2n;
  while (greatestCommonDivisor(step, size) !== 1n) {
    step += 1n;
  }
  return step;
}

/**
 * Steps through the combinations by the golden section of their number, so that those tried first lie apart from each
 * other (the golden ratio sequence: Kronecker's theorem; Niederreiter, "Random number generation and quasi-Monte Carlo
 * methods", 1992, chapter 3). The order is computed, not stored.
 *
 * @param lengths the number of values on each axis, each at least 1
 */
export function createGridOrder(lengths: readonly number[]): GridOrder {
  const sizes = lengths.map(BigInt);
  const size = sizes.reduce((product, length) => product * length, 1n);
  const step = goldenStep(size);
  return {
    size: size > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(size),
    at(place) {
      let rest = (BigInt(place) * step) % size;
      const combination: number[] = [];
      for (const length of sizes.toReversed()) {
        combination.push(Number(rest % length));
        rest /= length;
      }
      return combination.reverse();
    },
  };
}
