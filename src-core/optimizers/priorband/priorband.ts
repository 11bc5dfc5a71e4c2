import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { decisionsAhead } from '#core/optimizers/bayesian/foreseen.ts';
import type { Draw } from '#core/optimizers/brackets/draw.ts';
import type { RungTable } from '#core/optimizers/brackets/rung-table.ts';
import { choiceArgument } from '#core/optimizers/definition/arguments.ts';
import type { AskInput, OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { priorConfiguration, SAMPLE_PRIOR_FIRST } from '#core/optimizers/prior-configuration.ts';
import { withPrior } from '#core/space/roles.ts';
import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import {
  ashaWith,
  asynchronousHyperbandWith,
  ETA,
  hyperbandWith,
  successiveHalvingWith,
} from '../brackets/algorithms.ts';
import { defineBracketOptimizer } from '../brackets/define.ts';
import { drawAround, mixtureFor } from './mixture.ts';
import { modelProposals } from './model-proposals.ts';

const SAMPLER = choiceArgument('sampler', {
  default: 'prior',
  choices: ['prior', 'gp'],
  description:
    'Where new configurations come from: prior uses the priors and the best trial, gp a Gaussian process with them.',
});
const ARGUMENTS = [ETA, SAMPLE_PRIOR_FIRST, SAMPLER];

/**
 * PriorBand (Mallik et al., "PriorBand: practical hyperparameter optimization in the age of deep learning", NeurIPS
 * 2023): Hyperband whose new configurations are drawn evenly, from the priors or around the incumbent.
 */
export const priorband = defineBracketOptimizer(
  {
    name: 'priorband',
    title: 'PriorBand',
    summary:
      'Hyperband that mixes even draws, draws from the priors and draws around the incumbent by their success.',
    needs_prior: true,
    arguments: ARGUMENTS,
  },
  hyperbandWith,
  drawFromMixture,
);

export const priorbandHalving = defineBracketOptimizer(
  {
    name: 'priorband_sh',
    title: 'PriorBand (successive halving)',
    summary: "PriorBand's way of drawing configurations within successive halving.",
    needs_prior: true,
    arguments: ARGUMENTS,
  },
  successiveHalvingWith,
  drawFromMixture,
);

export const priorbandAsha = defineBracketOptimizer(
  {
    name: 'priorband_asha',
    title: 'PriorBand (ASHA)',
    summary: "PriorBand's way of drawing configurations within ASHA.",
    needs_prior: true,
    arguments: ARGUMENTS,
  },
  ashaWith,
  drawFromMixture,
);

export const priorbandAsynchronous = defineBracketOptimizer(
  {
    name: 'priorband_async',
    title: 'PriorBand (asynchronous)',
    summary: "PriorBand's way of drawing configurations within asynchronous Hyperband.",
    needs_prior: true,
    arguments: ARGUMENTS,
  },
  asynchronousHyperbandWith,
  drawFromMixture,
);

/**
 * Draws evenly, from the priors or around the incumbent, as {@link mixtureFor} deals. With `sampler: gp` a model takes
 * the place of priors and incumbent as soon as there is an incumbent.
 *
 * Beyond the paper, the first draw from the priors in a rung is what the user named, all prior values together: a
 * random draw around them is hardly ever as good, the less so the more parameters have a prior. It competes like any
 * other; that it has its turn in each rung where trials begin makes up for what low fidelities may wrongly say of it.
 */
function drawFromMixture(space: SearchSpace, table: RungTable, { sampler }: OptimizerArguments): Draw {
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

/**
 * The configuration of all prior values, as long as no trial has had them in this rung or a higher one; null
 * afterwards, and where another worker is about to draw it.
 *
 * @param rung where the new trial begins
 */
export function untriedMode(space: SearchSpace, input: AskInput, rung: number): Config | null {
  const believed = withPrior(space);
  const isMode = (config: Config) => believed.every(({ name, prior }) => config[name] === prior);
  const isTried = input.trials.rungs.some(
    (view) => view.rung >= rung && view.trials.some(({ config }) => isMode(config)),
  );
  return isTried || decisionsAhead(input) > 0 ? null : priorConfiguration(space, input.rng);
}
