import type { Trial } from '#core/contract/run/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import type { AcquisitionTerm } from '#core/surrogates/acquisition/acquisition.ts';
import { logCost } from '#core/surrogates/cost-model.ts';
import type { ModelSpace } from '#core/surrogates/model-space.ts';
import type { OptimizerDefinition } from '../optimizer.ts';
import { type ModelInput, placed } from './bayesian-evidence.ts';
import { BAYESIAN_ARGUMENTS, createBayesianOptimization, EVEN } from './bayesian-proposal.ts';

/** The share of the cost budget that is left: how much cheapness counts. 1 without such a budget. */
function coolness({ budget: { cost } }: ModelInput): number {
  return cost.total === null ? 1 : Math.min(Math.max(1 - cost.spent / cost.total, 0), 1);
}

/** What an evaluation cost: as reported, else `cost_value_on_error`; null where neither is a number above 0. */
function costOf({ cost }: Trial, onError: number | null): number | null {
  const reported = cost === null ? Number.NaN : fromJsonNumber(cost);
  const told = Number.isFinite(reported) ? reported : onError;
  return told !== null && told > 0 ? told : null;
}

function costTerm(space: ModelSpace, input: ModelInput): AcquisitionTerm | null {
  const costs = placed(space, input.trials.completed).flatMap(({ trial, point }) => {
    const cost = costOf(trial, input.onError.cost);
    return cost === null ? [] : [{ point, cost }];
  });
  const power = coolness(input);
  return costs.length === 0 || power === 0 ? null : logCost(space, costs, -power);
}

/**
 * Bayesian optimization by improvement per cost, cooled: the acquisition is divided by the predicted cost to the power
 * α, which falls from 1 to 0 as the cost budget is used (Lee, Perrone, Archambeau, Seeger, "Cost-aware Bayesian
 * optimization", arXiv 2003.10870, 2020, section 3: CArBO's cost cooling). Without such a budget α stays 1. Costs are learnt
 * as logarithms; those that are 0 or no number are left out, and without any it is plain Bayesian optimization.
 */
export const costAwareBayesianOptimization: OptimizerDefinition = {
  info: {
    name: 'bayesian_optimization_cost_aware',
    title: 'Cost-aware Bayesian optimization',
    summary: 'Bayesian optimization that prefers cheap evaluations, less so as the cost budget is used up.',
    needs_fidelity: false,
    needs_prior: false,
    arguments: BAYESIAN_ARGUMENTS,
  },
  uses: ({ sample_prior_first }) => ({ fidelity: false, priors: sample_prior_first === true }),
  create: (space, values) => createBayesianOptimization(space, values, { ...EVEN, term: costTerm }),
};
