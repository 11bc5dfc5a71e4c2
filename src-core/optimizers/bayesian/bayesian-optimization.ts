import type { OptimizerDefinition } from '../optimizer.ts';
import { BAYESIAN_ARGUMENTS, createBayesianOptimization, EVEN } from './bayesian-proposal.ts';

/**
 * Bayesian optimization (Jones, Schonlau, Welch, "Efficient global optimization of expensive black-box functions",
 * J. Global Optimization 13, 1998) with a Gaussian process and the logarithm of the expected improvement (Ament et al.,
 * NeurIPS 2023).
 */
export const bayesianOptimization: OptimizerDefinition = {
  info: {
    name: 'bayesian_optimization',
    title: 'Bayesian optimization',
    summary: 'Models the loss with a Gaussian process and tries where most improvement is expected.',
    needs_fidelity: false,
    needs_prior: false,
    arguments: BAYESIAN_ARGUMENTS,
  },
  uses: ({ sample_prior_first }) => ({ fidelity: false, priors: sample_prior_first === true }),
  create: (space, values) => createBayesianOptimization(space, values, { ...EVEN, term: () => null }),
};
