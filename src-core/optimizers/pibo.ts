import { sampleFromPriors } from '#core/space/sampling.ts';
import { powerOf } from '#core/surrogates/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/prior-density.ts';
import { createBayesianOptimization } from './bayesian-proposal.ts';
import { catalogueEntry } from './catalogue.ts';
import type { OptimizerDefinition } from './optimizer.ts';
import { unmetNeed } from './space-fit.ts';

/** The paper's β: after as many results, the prior counts once. */
const TRUST = 10;

const info = catalogueEntry('pibo');

/**
 * πBO: the acquisition function times the prior's density to the power β / n, n the number of results (Hvarfner et al.,
 * "πBO: Augmenting acquisition functions with user beliefs for Bayesian optimization", ICLR 2022, equation 6). The
 * initial design is drawn from the priors.
 */
export const pibo: OptimizerDefinition = {
  info,
  refuse: (space) => unmetNeed(info, space),
  uses: () => ({ fidelity: false, priors: true }),
  create: (space, values) =>
    createBayesianOptimization(space, values, {
      draw: sampleFromPriors,
      term: (modelSpace, { trials }) =>
        powerOf(logPriorDensity(modelSpace), TRUST / Math.max(1, trials.completed.length)),
    }),
};
