import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';
import type { OptimizerName } from './catalogue.ts';
import type { GivenArguments } from './optimizer-arguments.ts';

/**
 * What `auto` means for a space: the one that finds the best configurations with what the space has to exploit.
 *
 * @returns the name, the arguments that are not at their defaults, and the reason in words
 */
export function chooseAutomatically(space: SearchSpace): {
  readonly name: OptimizerName;
  readonly given: GivenArguments;
  readonly reason: string;
} {
  const hasFidelity = fidelityOf(space) !== null;
  const hasPriors = withPrior(space).length > 0;
  if (hasFidelity) {
    return hasPriors
      ? chosen('priorband', 'a fidelity and priors call for', { sampler: 'gp' })
      : chosen('hyperband', 'a fidelity calls for');
  }
  return hasPriors
    ? chosen('pibo', 'priors call for')
    : chosen('bayesian_optimization', 'a space without fidelity and priors calls for');
}

function chosen(name: OptimizerName, finding: string, given: GivenArguments = {}) {
  return { name, given, reason: `${finding} ${name}` };
}
