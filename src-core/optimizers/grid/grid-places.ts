import type { Config } from '#core/contract/value.ts';
import type { GridOrder } from './grid-order.ts';

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
