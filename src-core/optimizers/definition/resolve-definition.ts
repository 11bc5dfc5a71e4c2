import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { searchable } from '#core/space/roles.ts';
import type { OptimizerDefinition } from '../optimizer.ts';
import { checkArguments, type GivenArguments } from './optimizer-arguments.ts';
import type { OptimizerProblem } from './optimizer-problem.ts';
import { priorFirstNotes, refusalOf, unusedNotes } from './space-fit.ts';

/** What became of a run's `optimizer` setting; `resolved` is null exactly where a problem is an error. */
export type OptimizerResolution = {
  readonly resolved: ResolvedOptimizer | null;
  readonly problems: readonly OptimizerProblem[];
};

export function refused(code: OptimizerProblem['code'], message: string): OptimizerResolution {
  return { resolved: null, problems: [{ severity: 'error', code, message, argument: null }] };
}

/**
 * The optimizer with all its arguments for a space, or why it can't be had: what it refuses, or all wrong arguments.
 *
 * @param known our optimizers, for notes that name better ones
 */
export function resolveDefinition(
  definition: OptimizerDefinition,
  space: SearchSpace,
  asked: {
    readonly given: GivenArguments;
    readonly reason: string;
    readonly known: readonly OptimizerDefinition[];
  },
): OptimizerResolution {
  const { info } = definition;
  const refusal = refusalOf(definition, space);
  if (refusal !== null) {
    return refused('optimizer-space-refused', refusal);
  }
  const { values, problems } = checkArguments(info, asked.given, searchable(space).length);
  if (problems.length > 0) {
    return { resolved: null, problems };
  }
  const fit = { space, known: asked.known };
  const findings = definition.findings?.(space, values) ?? [];
  if (findings.some(({ severity }) => severity === 'error')) {
    return { resolved: null, problems: findings };
  }
  return {
    resolved: { name: info.name, arguments: values, reason: asked.reason },
    problems: [
      ...findings,
      ...priorFirstNotes(definition, values, fit),
      ...unusedNotes(info, definition.uses(values), fit),
    ],
  };
}
