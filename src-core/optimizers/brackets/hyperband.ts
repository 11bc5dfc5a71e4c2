import { hyperbandWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * Hyperband (Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", JMLR 18, 2018):
 * successive halving from each rung in turn as the lowest, each with about the same budget.
 */
export const hyperband = defineBracketOptimizer('hyperband', hyperbandWith, drawUniform);

export const hyperbandPrior = defineBracketOptimizer('hyperband_prior', hyperbandWith, drawFromPriors);
