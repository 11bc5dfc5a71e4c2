import { ashaWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * ASHA, asynchronous successive halving (Li et al., "A system for massively parallel hyperparameter tuning", MLSys
 * 2020, algorithm 2).
 */
export const asha = defineBracketOptimizer(
  {
    name: 'asha',
    title: 'ASHA',
    summary:
      'Successive halving that promotes as soon as a trial is good enough, so that no worker ever waits.',
    needs_prior: false,
  },
  ashaWith,
  drawUniform,
);

export const ashaPrior = defineBracketOptimizer(
  {
    name: 'asha_prior',
    title: 'ASHA with priors',
    summary: 'ASHA whose new configurations are drawn from the priors.',
    needs_prior: true,
  },
  ashaWith,
  drawFromPriors,
);
