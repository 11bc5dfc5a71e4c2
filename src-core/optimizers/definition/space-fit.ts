import type { OptimizerInfo } from '#core/contract/optimizers/optimizers.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf, withPrior } from '#core/space/roles.ts';
import type { OptimizerArguments, OptimizerDefinition } from '../optimizer.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';

type Unused = Pick<OptimizerInfo, 'name' | 'arguments'>;
type Known = readonly OptimizerDefinition[];

/** Why an optimizer can't use a space, as a sentence; null if it can. */
export function refusalOf({ info, refuse }: OptimizerDefinition, space: SearchSpace): string | null {
  return unmetNeed(info, space) ?? refuse?.(space) ?? null;
}

function unmetNeed({ name, needs_fidelity, needs_prior }: OptimizerInfo, space: SearchSpace): string | null {
  if (needs_fidelity && fidelityOf(space) === null) {
    return `\`${name}\` needs a fidelity; no parameter of the space has \`is_fidelity: true\`.`;
  }
  if (needs_prior && withPrior(space).length === 0) {
    return `\`${name}\` needs a prior; no parameter of the space has one.`;
  }
  return null;
}

/** The optimizers that can use the space and need what `need` names, for the end of a sentence. */
function usersOf(need: 'needs_fidelity' | 'needs_prior', space: SearchSpace, known: Known): string {
  const users = known.filter(({ info }) => info[need] && unmetNeed(info, space) === null);
  return users.map(({ info }) => info.name).join(', ');
}

function fidelityNote({ name }: Unused, space: SearchSpace, known: Known): OptimizerProblem[] {
  const fidelity = fidelityOf(space);
  if (fidelity === null) {
    return [];
  }
  const message =
    `\`${name}\` makes no use of the fidelity \`${fidelity.name}\` and evaluates at its upper bound, ` +
    `${fidelity.upper}. It would be used by ${usersOf('needs_fidelity', space, known)}.`;
  return [{ severity: 'note', code: 'optimizer-ignores-fidelity', message, argument: null }];
}

function priorNote(info: Unused, space: SearchSpace, known: Known): OptimizerProblem[] {
  const names = withPrior(space).map((parameter) => `\`${parameter.name}\``);
  if (names.length === 0) {
    return [];
  }
  const byArgument = info.arguments.some((argument) => argument.name === 'use_priors');
  const remedy = byArgument
    ? 'Set `use_priors: true` to use them.'
    : `They would be used by ${usersOf('needs_prior', space, known)}.`;
  const message = `\`${info.name}\` makes no use of the priors of ${names.join(', ')}. ${remedy}`;
  return [{ severity: 'note', code: 'optimizer-ignores-priors', message, argument: null }];
}

/** A note if one of our optimizers is to try the priors first in a space without any. */
export function priorFirstNotes(
  definition: OptimizerDefinition,
  { sample_prior_first: wish = false }: OptimizerArguments,
  { space, known }: { readonly space: SearchSpace; readonly known: Known },
): readonly OptimizerProblem[] {
  const { name } = definition.info;
  if (!known.includes(definition) || wish === false || withPrior(space).length > 0) {
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
  { space, known }: { readonly space: SearchSpace; readonly known: Known },
): readonly OptimizerProblem[] {
  return [
    ...(uses.fidelity ? [] : fidelityNote(info, space, known)),
    ...(uses.priors ? [] : priorNote(info, space, known)),
  ];
}
