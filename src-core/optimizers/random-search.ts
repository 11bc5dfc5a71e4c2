import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { sampleFromPriors, sampleParameter, sampleUniform } from '#core/space/sampling.ts';
import { booleanArgument } from './definition/arguments.ts';
import type { Ask, OptimizerArguments, OptimizerDefinition } from './optimizer.ts';

const USE_PRIORS = booleanArgument('use_priors', {
  default: false,
  description: 'Draw parameters that have a prior from it instead of evenly.',
});
const IGNORE_FIDELITY = booleanArgument('ignore_fidelity', {
  default: true,
  description: 'Keep the fidelity at its upper bound. Otherwise it is drawn like any parameter.',
});

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
  info: {
    name: 'random_search',
    title: 'Random search',
    summary: 'Draws every configuration anew, evenly or from the priors, and learns nothing from results.',
    needs_fidelity: false,
    needs_prior: false,
    arguments: [USE_PRIORS, IGNORE_FIDELITY],
  },
  uses: (values) => ({ fidelity: values.ignore_fidelity !== true, priors: values.use_priors === true }),
  create: createRandomSearch,
};
