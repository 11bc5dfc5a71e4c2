import { asynchronousHyperbandWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Asynchronous Hyperband (Klein et al., "Model-based asynchronous hyperparameter and neural architecture search", 2020,
 * section 3.2): ASHA from each rung as the lowest, side by side.
 */
export const asynchronousHyperband = defineBracketOptimizer(
  'async_hb',
  asynchronousHyperbandWith,
  drawUniform,
);

export const asynchronousHyperbandPrior = defineBracketOptimizer(
  'async_hb_prior',
  asynchronousHyperbandWith,
  drawFromPriors,
);
