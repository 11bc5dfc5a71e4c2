import type { SearchSpace } from '#core/contract/space.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { drawAround } from './incumbent.ts';
import { mixtureFor } from './mixture.ts';
import { modelProposals } from './model-proposals.ts';

/**
 * Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. With `sampler: gp` a model takes
 * the place of priors and incumbent as soon as there is one.
 */
export function drawFromMixture(space: SearchSpace, table: RungTable, { sampler }: OptimizerArguments): Draw {
  const propose = sampler === 'gp' ? modelProposals(space, table) : () => null;
  return (input, { rung }) => {
    const { rng } = input;
    const { uniform, prior, around, incumbent } = mixtureFor(space, input.trials, table, rung);
    const turn = rng.next();
    if (turn < uniform) {
      return sampleUniform(space, rng);
    }
    if (incumbent === null) {
      return sampleFromPriors(space, rng);
    }
    const drawn =
      turn < uniform + prior ? sampleFromPriors(space, rng) : drawAround(space, incumbent.config, rng);
    return propose(input, prior / (prior + around)) ?? drawn;
  };
}
