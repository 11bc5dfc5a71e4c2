import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';

/** Where a trial stands. */
export type Place = { readonly bracket: number; readonly rung: number };

/**
 * Where the configuration of a new trial comes from: what tells MOBSTER and PriorBand from plain Hyperband. The
 * fidelity in the answer is replaced by that of the rung. A pure function, as `ask` is.
 */
export type Draw = (input: AskInput, place: Place) => Config;

/** Evenly over the unit cube of the space. */
export function drawUniform(space: SearchSpace): Draw {
  return ({ rng }) => sampleUniform(space, rng);
}

/** Each parameter from its prior, evenly where it has none. */
export function drawFromPriors(space: SearchSpace): Draw {
  return ({ rng }) => sampleFromPriors(space, rng);
}
