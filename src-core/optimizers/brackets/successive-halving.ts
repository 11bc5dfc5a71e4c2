import { successiveHalvingWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Successive halving (Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization",
 * AISTATS 2016): many trials at a low fidelity, the best of each complete rung go on with η times as much.
 */
export const successiveHalving = defineBracketOptimizer(
  'successive_halving',
  successiveHalvingWith,
  drawUniform,
);

export const successiveHalvingPrior = defineBracketOptimizer(
  'successive_halving_prior',
  successiveHalvingWith,
  drawFromPriors,
);
