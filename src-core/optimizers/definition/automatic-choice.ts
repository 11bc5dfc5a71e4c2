import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';

/**
 * What `auto` means for a space: the one that finds the best configurations with what the space has to exploit, as far as
 * benchmarks have shown (docs/optimizers.md, "How they compare").
 *
 * @returns the name, and the reason in words
 */
export function chooseAutomatically(space: SearchSpace): {
  readonly name: string;
  readonly reason: string;
} {
  const hasFidelity = fidelityOf(space) !== null;
  const hasPriors = withPrior(space).length > 0;
  if (hasFidelity) {
    return hasPriors
      ? chosen('priorband', 'a fidelity and priors call for')
      : chosen('mobster', 'a fidelity calls for');
  }
  return hasPriors
    ? chosen('pibo', 'priors call for')
    : chosen('bayesian_optimization', 'a space without fidelity and priors calls for');
}

function chosen(name: string, finding: string) {
  return { name, reason: `${finding} ${name}` };
}
