import { catalogueEntry, type OptimizerName } from '#core/optimizers/definition/catalogue.ts';
import { unmetNeed } from '#core/optimizers/definition/space-fit.ts';
import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import type { BracketAlgorithm, MakeDraw } from './algorithms.ts';
import { fewRungs } from './few-rungs.ts';

/**
 * Puts an algorithm and a source of configurations together under a name of the catalogue, whose needs it refuses
 * other spaces by.
 */
export function defineBracketOptimizer(
  name: OptimizerName,
  algorithm: BracketAlgorithm,
  makeDraw: MakeDraw,
): OptimizerDefinition {
  const info = catalogueEntry(name);
  return {
    info,
    refuse: (space) => unmetNeed(info, space),
    uses: ({ sample_prior_first }) => ({
      fidelity: true,
      priors: info.needs_prior || (sample_prior_first ?? false) !== false,
    }),
    findings: (space, values) => fewRungs(name, space, values),
    rungs: algorithm.rungs,
    create: (space, values) => algorithm.create(space, values, makeDraw),
  };
}
