import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';
import type { OptimizerName } from './catalogue.ts';

/** Optimizers for a space, the best first; the last two can use every space. */
function preferences(hasFidelity: boolean, hasPriors: boolean): readonly [OptimizerName, ...OptimizerName[]] {
  if (hasFidelity && hasPriors) {
    return ['priorband', 'hyperband', ...preferences(false, true)];
  }
  if (hasFidelity) {
    return ['hyperband', ...preferences(false, false)];
  }
  return hasPriors ? ['pibo', ...preferences(false, false)] : ['bayesian_optimization', 'random_search'];
}

/** What there is to exploit in the space, and what that asks for, as the first half of the reason. */
function finding(hasFidelity: boolean, hasPriors: boolean): string {
  if (hasFidelity) {
    return hasPriors ? 'fidelity and priors call for' : 'a fidelity calls for';
  }
  return hasPriors ? 'priors call for' : 'a space without fidelity and priors calls for';
}

/**
 * What `auto` means for a space: by fidelity and priors, among the optimizers that exist.
 *
 * @returns the name, and the reason in words, which also says what this version lacks
 */
export function chooseAutomatically(
  space: SearchSpace,
  isAvailable: (name: OptimizerName) => boolean,
): { readonly name: OptimizerName; readonly reason: string } {
  const hasFidelity = fidelityOf(space) !== null;
  const hasPriors = withPrior(space).length > 0;
  const wanted = preferences(hasFidelity, hasPriors);
  const [ideal] = wanted;
  const name = wanted.find(isAvailable) ?? 'random_search';
  const reason = `${finding(hasFidelity, hasPriors)} ${ideal}`;
  return name === ideal
    ? { name, reason }
    : { name, reason: `${reason}, which this version does not have yet; ${name} is used` };
}
