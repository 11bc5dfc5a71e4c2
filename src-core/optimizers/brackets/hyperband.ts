import { hyperbandWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Hyperband (Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", JMLR 18, 2018):
 * successive halving from each rung in turn as the lowest, each with about the same budget.
 */
export const hyperband = defineBracketOptimizer(
  {
    name: 'hyperband',
    title: 'Hyperband',
    summary: 'Runs successive halving from several lowest fidelities in turn, so that none has to be right.',
    needs_prior: false,
  },
  hyperbandWith,
  drawUniform,
);

export const hyperbandPrior = defineBracketOptimizer(
  {
    name: 'hyperband_prior',
    title: 'Hyperband with priors',
    summary: 'Hyperband whose new configurations are drawn from the priors.',
    needs_prior: true,
  },
  hyperbandWith,
  drawFromPriors,
);
