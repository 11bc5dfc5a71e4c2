import type { SearchSpace } from '#core/contract/space.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { drawAround } from './incumbent.ts';
import { mixtureFor } from './mixture.ts';

/** Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. */
export function drawFromMixture(space: SearchSpace, table: RungTable): Draw {
  return ({ trials, rng }, { rung }) => {
    const { uniform, prior, incumbent } = mixtureFor(space, trials, table, rung);
    const turn = rng.next();
    if (turn < uniform) {
      return sampleUniform(space, rng);
    }
    return incumbent === null || turn < uniform + prior
      ? sampleFromPriors(space, rng)
      : drawAround(space, incumbent.config, rng);
  };
}
