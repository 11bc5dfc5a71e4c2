import type { OptimizerInfo } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import type { BracketAlgorithm, MakeDraw } from './algorithms.ts';
import { fewRungs } from './few-rungs.ts';

/**
 * Makes an optimizer of an algorithm and a source of configurations.
 *
 * @param about what people see of it; its arguments are those of the algorithm unless it names others
 */
export function defineBracketOptimizer(
  about: Pick<OptimizerInfo, 'name' | 'title' | 'summary' | 'needs_prior'> &
    Partial<Pick<OptimizerInfo, 'arguments'>>,
  algorithm: BracketAlgorithm,
  makeDraw: MakeDraw,
): OptimizerDefinition {
  return {
    info: { needs_fidelity: true, arguments: [...algorithm.arguments], ...about },
    uses: ({ sample_prior_first }) => ({
      fidelity: true,
      priors: about.needs_prior || (sample_prior_first ?? false) !== false,
    }),
    findings: (space, values) => fewRungs(about.name, space, values),
    rungs: algorithm.rungs,
    create: (space, values) => algorithm.create(space, values, makeDraw),
  };
}
