import type { SearchSpace } from '#core/contract/space.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { drawAround } from './incumbent.ts';
import { mixtureFor } from './mixture.ts';
import { modelProposals } from './model-proposals.ts';
import { untriedMode } from './prior-mode.ts';

/**
 * Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. With `sampler: gp` a model takes
 * the place of priors and incumbent as soon as there is an incumbent.
 *
 * Beyond the paper, the first draw from the priors in a rung is what the user named, all prior values together: a
 * random draw around them is hardly ever as good, the less so the more parameters have a prior. It competes like any
 * other; that it has its turn in each rung where trials begin makes up for what low fidelities may wrongly say of it.
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
    const isTurnOfPrior = incumbent === null || turn < uniform + prior;
    const mode = isTurnOfPrior ? untriedMode(space, input, rung) : null;
    const proposed = mode ?? (incumbent === null ? null : propose(input, prior / (prior + around)));
    if (proposed !== null) {
      return proposed;
    }
    return isTurnOfPrior ? sampleFromPriors(space, rng) : drawAround(space, incumbent.config, rng);
  };
}
