import { successiveHalvingWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
 * AISTATS 2016): many trials at a low fidelity, the best of each complete rung go on with η times as much.
 */
export const successiveHalving = defineBracketOptimizer(
  {
    name: 'successive_halving',
    title: 'Successive halving',
    summary:
      'Starts many trials at a low fidelity and continues the best of each rung once the rung is complete.',
    needs_prior: false,
  },
  successiveHalvingWith,
  drawUniform,
);

export const successiveHalvingPrior = defineBracketOptimizer(
  {
    name: 'successive_halving_prior',
    title: 'Successive halving with priors',
    summary: 'Successive halving whose new configurations are drawn from the priors.',
    needs_prior: true,
  },
  successiveHalvingWith,
  drawFromPriors,
);
