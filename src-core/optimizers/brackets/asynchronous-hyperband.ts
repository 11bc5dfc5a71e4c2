import { asynchronousHyperbandWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Asynchronous Hyperband (Klein et al., "Model-based asynchronous hyperparameter and neural architecture search", 2020,
 * section 3.2): ASHA from each rung as the lowest, side by side.
 */
export const asynchronousHyperband = defineBracketOptimizer(
  {
    name: 'async_hb',
    title: 'Async Hyperband',
    summary: 'Hyperband whose brackets run side by side and promote without waiting.',
    needs_prior: false,
  },
  asynchronousHyperbandWith,
  drawUniform,
);

export const asynchronousHyperbandPrior = defineBracketOptimizer(
  {
    name: 'async_hb_prior',
    title: 'Async Hyperband with priors',
    summary: 'Asynchronous Hyperband whose new configurations are drawn from the priors.',
    needs_prior: true,
  },
  asynchronousHyperbandWith,
  drawFromPriors,
);
