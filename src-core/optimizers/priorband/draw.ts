import type { SearchSpace } from '#core/contract/space.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { drawAround } from './incumbent.ts';
import { mixtureFor } from './mixture.ts';
import { drawFromModel } from './model-draw.ts';

/** Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. */
function drawFromMixture(space: SearchSpace, table: RungTable): Draw {
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

/** Where PriorBand's new configurations come from, by its argument `sampler`. */
export function drawForPriorband(
  space: SearchSpace,
  table: RungTable,
  { sampler }: OptimizerArguments,
): Draw {
  const mixture = drawFromMixture(space, table);
  return sampler === 'gp' ? drawFromModel(space, table, mixture) : mixture;
}
