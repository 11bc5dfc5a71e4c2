import type { Config } from '#core/contract/value.ts';

/** Which places of a grid are held. */
export type GridPlaces = {
  /**
   * The combination at the first place that none of the configurations holds, once the `ahead` free ones before it are
   * left to others; how many are free where those are too few.
   */
  firstFree(held: readonly Config[], ahead: number): readonly number[] | { readonly free: number };
};

/**
 * Remembers what it has worked out (the combinations at the places it came by, and those of the configurations it was
 * given), which never changes: so a decision costs next to nothing after any number of trials.
 *
 * @param combinationOf the index of each value on its axis; −1 where the value is none of the grid
 */
export function createGridPlaces(
  order: GridOrder,
  combinationOf: (config: Config) => readonly number[],
): GridPlaces {
  const combinations: (readonly number[])[] = [];
  const places = new Map<string, number>();
  const keys = new WeakMap<Config, string>();

  function workOut(count: number): void {
    for (let place = combinations.length; place < Math.min(count, order.size); place++) {
      const combination = order.at(place);
      combinations.push(combination);
      places.set(combination.join(), place);
    }
  }

  function keyOf(config: Config): string {
    const key = keys.get(config) ?? combinationOf(config).join();
    keys.set(config, key);
    return key;
  }

  /** For each of the first `count` places whether one of the configurations holds it. */
  function heldAmong(count: number, held: readonly Config[]): Uint8Array {
    const isHeld = new Uint8Array(count);
    for (const config of held) {
      const place = places.get(keyOf(config));
      if (place !== undefined && place < count) {
        isHeld[place] = 1;
      }
    }
    return isHeld;
  }

  return {
    firstFree(held, ahead) {
      // No more places than these can be held or left to others.
      const looked = Math.min(held.length + ahead + 1, order.size);
      workOut(looked);
      const isHeld = heldAmong(looked, held);
      const free = combinations.slice(0, looked).filter((_, place) => isHeld[place] === 0);
      return free[ahead] ?? { free: free.length };
    },
  };
}

/** The combinations of a grid in the order in which they are tried. */
type GridOrder = {
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
