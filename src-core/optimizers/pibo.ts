import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { powerOf } from '#core/surrogates/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/prior-density.ts';
import { createBayesianOptimization } from './bayesian-proposal.ts';
import { catalogueEntry } from './catalogue.ts';
import type { OptimizerDefinition } from './optimizer.ts';
import { unmetNeed } from './space-fit.ts';

/** The paper's β, a tenth of 100 evaluations: after as many results, the prior counts once. */
const TRUST = 10;

/** γ: β / n as in the paper, squared once it is below 1, so that evidence wins within a usual budget. */
function exponent(results: number): number {
  const ratio = TRUST / Math.max(1, results);
  return Math.min(ratio, ratio * ratio);
}

/** Every second trial is decided without the prior. */
function countsPrior(number: number): boolean {
  return number % 2 === 1;
}

const info = catalogueEntry('pibo');

/**
 * πBO: the acquisition function times the prior's density to the power γ, which falls towards 0 with the number of
 * results (Hvarfner et al., "πBO: Augmenting acquisition functions with user beliefs for Bayesian optimization", ICLR
 * 2022, equation 6). Trials of even numbers are decided, or drawn, without the prior, so that a wrong one, which can shut a search
 * into the basin that it names, costs no more than every second evaluation.
 */
export const pibo: OptimizerDefinition = {
  info,
  refuse: (space) => unmetNeed(info, space),
  uses: () => ({ fidelity: false, priors: true }),
  create: (space, values) =>
    createBayesianOptimization(space, values, {
      draw: (from, rng, number) => (countsPrior(number) ? sampleFromPriors : sampleUniform)(from, rng),
      term: (modelSpace, { number, trials }) =>
        countsPrior(number) ? powerOf(logPriorDensity(modelSpace), exponent(trials.completed.length)) : null,
    }),
};
