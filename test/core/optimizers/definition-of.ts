import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { findOptimizer } from '#core/optimizers/registry.ts';

/** One of our optimizers by its name. */
export function definitionOf(name: string): OptimizerDefinition {
  const definition = findOptimizer(name);
  if (definition === null) {
    throw new Error(`There is no optimizer ${name}`);
  }
  return definition;
}
