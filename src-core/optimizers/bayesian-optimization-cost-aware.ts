import { fromJsonNumber, type JsonNumber } from '#core/contract/value.ts';
import type { AcquisitionTerm } from '#core/surrogates/acquisition.ts';
import { logCost } from '#core/surrogates/cost-model.ts';
import { encodeConfig, type ModelSpace } from '#core/surrogates/model-space.ts';
import { createBayesianOptimization, EVEN } from './bayesian-proposal.ts';
import { catalogueEntry } from './catalogue.ts';
import type { AskInput, OptimizerDefinition } from './optimizer.ts';

/** The share of the cost budget that is left: how much cheapness counts. 1 without such a budget. */
function coolness({ budget: { cost } }: AskInput): number {
  return cost.total === null ? 1 : Math.min(Math.max(1 - cost.spent / cost.total, 0), 1);
}

function finite(cost: JsonNumber | null): number | null {
  const value = cost === null ? Number.NaN : fromJsonNumber(cost);
  return Number.isFinite(value) ? value : null;
}

function costTerm(space: ModelSpace, input: AskInput): AcquisitionTerm | null {
  const costs = input.trials.completed.flatMap((trial) => {
    const cost = finite(trial.cost);
    return cost === null || cost <= 0 ? [] : [{ point: encodeConfig(space, trial.config), cost }];
  });
  return costs.length === 0 ? null : logCost(space, costs, -coolness(input));
}

/**
 * Bayesian optimization by improvement per cost, cooled: the acquisition is divided by the predicted cost to the power
 * α, which falls from 1 to 0 as the cost budget is used (Lee, Perrone, Archambeau, Seeger, "Cost-aware Bayesian
 * optimization", arXiv 2003.10870, 2020, section 3: CArBO's cost cooling).
 */
export const costAwareBayesianOptimization: OptimizerDefinition = {
  info: catalogueEntry('bayesian_optimization_cost_aware'),
  refuse: () => null,
  uses: () => ({ fidelity: false, priors: false }),
  create: (space, values) => createBayesianOptimization(space, values, { ...EVEN, term: costTerm }),
};
