import type { OptimizerInfo } from '#core/contract/optimizers/optimizers.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';
import type { OptimizerArguments } from '../optimizer.ts';
import { CATALOGUE, type KnownOptimizer } from './catalogue.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';

/** What the space lacks for this optimizer, as a sentence; null where it lacks nothing. */
export function unmetNeed(known: KnownOptimizer, space: SearchSpace): string | null {
  if (known.needs_fidelity && fidelityOf(space) === null) {
    return `\`${known.name}\` needs a fidelity; no parameter of the space has \`is_fidelity: true\`.`;
  }
  if (known.needs_prior && withPrior(space).length === 0) {
    return `\`${known.name}\` needs a prior; no parameter of the space has one.`;
  }
  return null;
}

/** The optimizers for the end of a sentence. */
function listed(entries: readonly KnownOptimizer[]): string {
  return entries.map(({ name }) => name).join(', ');
}

type Unused = Pick<OptimizerInfo, 'name' | 'arguments'>;

function fidelityNote({ name }: Unused, space: SearchSpace): OptimizerProblem[] {
  const fidelity = fidelityOf(space);
  if (fidelity === null) {
    return [];
  }
  const users = CATALOGUE.filter((known) => known.needs_fidelity && unmetNeed(known, space) === null);
  const message =
    `\`${name}\` makes no use of the fidelity \`${fidelity.name}\` and evaluates at its upper bound, ` +
    `${fidelity.upper}. It would be used by ${listed(users)}.`;
  return [{ severity: 'note', code: 'optimizer-ignores-fidelity', message, argument: null }];
}

function priorNote(info: Unused, space: SearchSpace): OptimizerProblem[] {
  const names = withPrior(space).map((parameter) => `\`${parameter.name}\``);
  if (names.length === 0) {
    return [];
  }
  const byArgument = info.arguments.some((argument) => argument.name === 'use_priors');
  const users = CATALOGUE.filter((other) => other.needs_prior && unmetNeed(other, space) === null);
  const remedy = byArgument
    ? 'Set `use_priors: true` to use them.'
    : `They would be used by ${listed(users)}.`;
  const message = `\`${info.name}\` makes no use of the priors of ${names.join(', ')}. ${remedy}`;
  return [{ severity: 'note', code: 'optimizer-ignores-priors', message, argument: null }];
}

/** A note where one of our optimizers is to try the priors first in a space without any. */
export function priorFirstNotes(
  { name }: Pick<OptimizerInfo, 'name'>,
  { sample_prior_first: wish = false }: OptimizerArguments,
  space: SearchSpace,
): readonly OptimizerProblem[] {
  const isOurs = CATALOGUE.some((known) => known.name === name);
  if (!isOurs || wish === false || withPrior(space).length > 0) {
    return [];
  }
  const argument = 'sample_prior_first';
  const message = `\`${argument}\` of \`${name}\` does nothing: no parameter of the space has a prior.`;
  return [{ severity: 'note', code: 'optimizer-remark', message, argument }];
}

/** Notes on what the space offers and the optimizer leaves unused. */
export function unusedNotes(
  info: Unused,
  uses: { readonly fidelity: boolean; readonly priors: boolean },
  space: SearchSpace,
): readonly OptimizerProblem[] {
  return [
    ...(uses.fidelity ? [] : fidelityNote(info, space)),
    ...(uses.priors ? [] : priorNote(info, space)),
  ];
}
