import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleFromPriors, sampleParameter, sampleUniform } from '#core/space/sampling.ts';
import { catalogueEntry } from './definition/catalogue.ts';
import type { Ask, OptimizerArguments, OptimizerDefinition } from './optimizer.ts';

function fidelityIn(config: Config, space: SearchSpace): number | null {
  const fidelity = fidelityOf(space);
  return fidelity === null ? null : Number(config[fidelity.name]);
}

/**
 * Draws each configuration independently of all others (Bergstra and Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13, 2012). The configuration depends on the seed and the trial number alone, so any number of
 * workers finds the same set in any order.
 */
function createRandomSearch(space: SearchSpace, values: OptimizerArguments): Ask {
  const sample = values.use_priors === true ? sampleFromPriors : sampleUniform;
  const drawn = values.ignore_fidelity === true ? null : fidelityOf(space);
  return ({ rng }) => {
    const highest = sample(space, rng);
    const config = drawn === null ? highest : { ...highest, [drawn.name]: sampleParameter(drawn, rng) };
    return { kind: 'sample', config, bracket: null, rung: null, fidelity: fidelityIn(config, space) };
  };
}

export const randomSearch: OptimizerDefinition = {
  info: catalogueEntry('random_search'),
  refuse: () => null,
  uses: (values) => ({ fidelity: values.ignore_fidelity !== true, priors: values.use_priors === true }),
  create: createRandomSearch,
};
