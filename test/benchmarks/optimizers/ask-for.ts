import { resolve } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import {
  type OptimizerResolution,
  resolveDefinition,
} from '#core/optimizers/definition/resolve-definition.ts';
import type { Ask, OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { createAsk, OPTIMIZERS, resolveOptimizer } from '#core/optimizers/registry.ts';
import { loadOptimizer } from '#core/pipeline/optimizer/load-optimizer.ts';
import { Refusal } from './refusal.ts';

/**
 * The optimizer that a run's settings name, at work on a space. A module of one's own is imported into this process, its
 * path taken from the current folder.
 *
 * @throws {Refusal} where it can't be had
 */
export async function askFor(choice: OptimizerChoice, space: SearchSpace): Promise<Ask> {
  if (choice.kind !== 'module') {
    return createAsk(resolvedOf(resolveOptimizer(space, choice)), space);
  }
  const definition = await load({ file: resolve(choice.file), export: choice.export });
  const resolution = resolveDefinition(definition, space, {
    given: choice.arguments,
    reason: 'named in the settings',
    known: OPTIMIZERS,
  });
  return definition.create(space, resolvedOf(resolution).arguments);
}

function resolvedOf({ resolved, problems }: OptimizerResolution) {
  if (resolved === null) {
    throw new Refusal(problems.map(({ message }) => message).join(' '));
  }
  return resolved;
}

async function load(origin: {
  readonly file: string;
  readonly export: string;
}): Promise<OptimizerDefinition> {
  try {
    return await loadOptimizer(origin);
  } catch (error) {
    throw error instanceof IncumbentError ? new Refusal(error.message) : error;
  }
}
