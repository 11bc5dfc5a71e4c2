import type { SearchSpace } from '#core/contract/space.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { drawAround } from './incumbent.ts';
import { incumbentOf, mixtureFor } from './mixture.ts';

/** Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. */
export function drawFromMixture(space: SearchSpace, { top, eta }: RungTable): Draw {
  return ({ trials, rng }, { rung }) => {
    const mixture = mixtureFor(space, trials, { rung, top, eta });
    const turn = rng.next();
    const incumbent = incumbentOf(trials, top);
    if (turn < mixture.uniform) {
      return sampleUniform(space, rng);
    }
    return incumbent === null || turn < mixture.uniform + mixture.prior
      ? sampleFromPriors(space, rng)
      : drawAround(space, incumbent.config, rng);
  };
}
