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
    return hasPriors ? chosen('priorband', 'has a fidelity and priors') : chosen('mobster', 'has a fidelity');
  }
  return hasPriors
    ? chosen('pibo', 'has priors')
    : chosen('bayesian_optimization', 'has neither a fidelity nor priors');
}

function chosen(name: string, finding: string) {
  return { name, reason: `chosen because your space ${finding}` };
}
