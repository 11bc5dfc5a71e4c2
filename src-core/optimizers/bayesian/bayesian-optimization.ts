import { catalogueEntry } from '../definition/catalogue.ts';
import type { OptimizerDefinition } from '../optimizer.ts';
import { createBayesianOptimization, EVEN } from './bayesian-proposal.ts';

/**
 * Bayesian optimization (Jones, Schonlau, Welch, "Efficient global optimization of expensive black-box functions",
 * J. Global Optimization 13, 1998) with a Gaussian process and the logarithm of the expected improvement (Ament et al.,
 * NeurIPS 2023).
 */
export const bayesianOptimization: OptimizerDefinition = {
  info: catalogueEntry('bayesian_optimization'),
  refuse: () => null,
  uses: ({ sample_prior_first }) => ({ fidelity: false, priors: sample_prior_first === true }),
  create: (space, values) => createBayesianOptimization(space, values, { ...EVEN, term: () => null }),
};
