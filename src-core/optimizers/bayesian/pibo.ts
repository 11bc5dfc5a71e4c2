import { sampleFromPriors, sampleUniform } from '#core/space/sampling.ts';
import { type AcquisitionTerm, powerOf } from '#core/surrogates/acquisition/acquisition.ts';
import { logPriorDensity } from '#core/surrogates/acquisition/prior-density.ts';
import { priorTrust } from '#core/surrogates/acquisition/prior-trust.ts';
import { FEW_DRAWS } from '#core/surrogates/acquisition/space-filling.ts';
import { encodeConfig, type ModelSpace } from '#core/surrogates/model-space.ts';
import type { AskInput, OptimizerDefinition, TrialsView } from '../optimizer.ts';
import { toldLoss } from './bayesian-evidence.ts';
import { BAYESIAN_ARGUMENTS, createBayesianOptimization } from './bayesian-proposal.ts';

/** The paper's β, a tenth of 100 evaluations: after as many results, the prior counts once. */
const TRUST = 10;

/** γ: β / n as in the paper, squared once it is below 1, so that evidence wins within a usual budget. */
function exponent(results: number): number {
  const ratio = TRUST / Math.max(1, results);
  return Math.min(ratio, ratio * ratio);
}

/**
 * Draws out of which one without the prior is the farthest from all others: many, so that the few of an initial design go
 * where its draws from the prior are not. Should the prior be wrong, they are all that is known of the rest of the space.
 */
const DRAWS_AWAY = 64;

/** Every second trial is decided without the prior. */
function countsPrior(number: number): boolean {
  return number % 2 === 1;
}

type Results = { readonly trials: Pick<TrialsView, 'completed'>; readonly onError: AskInput['onError'] };

/** The prior's density to the power γ, less the more results speak against it. */
function priorTerm(space: ModelSpace, { trials, onError }: Results): AcquisitionTerm {
  const density = logPriorDensity(space);
  const trust = priorTrust(
    trials.completed.map((trial) => ({
      density: density(encodeConfig(space, trial.config)),
      loss: toldLoss(trial, onError) ?? Number.POSITIVE_INFINITY,
    })),
  );
  return powerOf(density, trust * exponent(trials.completed.length));
}

/**
 * πBO: the acquisition function times the prior's density to the power γ, which falls towards 0 with the number of
 * results (Hvarfner et al., "πBO: Augmenting acquisition functions with user beliefs for Bayesian optimization", ICLR
 * 2022, equation 6). Here γ falls faster where losses are higher the denser the prior is, and trials of even numbers are
 * decided, or drawn, without it, so that a wrong one, which can shut a search into the basin that it names, is found out.
 */
export const pibo: OptimizerDefinition = {
  info: {
    name: 'pibo',
    title: 'PiBO',
    summary: 'Bayesian optimization that begins near the priors and trusts them less as evidence grows.',
    needs_fidelity: false,
    needs_prior: true,
    arguments: BAYESIAN_ARGUMENTS,
  },
  aliases: ['bayesian_optimization_prior'],
  uses: () => ({ fidelity: false, priors: true }),
  create: (space, values) =>
    createBayesianOptimization(space, values, {
      design: (number) =>
        countsPrior(number)
          ? { draw: sampleFromPriors, among: FEW_DRAWS }
          : { draw: sampleUniform, among: DRAWS_AWAY },
      term: (modelSpace, input) => (countsPrior(input.number) ? priorTerm(modelSpace, input) : null),
    }),
};
