import { ashaWith } from './algorithms.ts';
import { defineBracketOptimizer } from './define.ts';
import { drawFromPriors, drawUniform } from './draw.ts';

/**
 * ASHA, asynchronous successive halving (Li et al., "A system for massively parallel hyperparameter tuning", MLSys
 * 2020, algorithm 2).
 */
export const asha = defineBracketOptimizer('asha', ashaWith, drawUniform);

export const ashaPrior = defineBracketOptimizer('asha_prior', ashaWith, drawFromPriors);
