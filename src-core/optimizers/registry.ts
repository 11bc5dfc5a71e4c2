import { bayesianOptimization } from './bayesian/bayesian-optimization.ts';
import { costAwareBayesianOptimization } from './bayesian/bayesian-optimization-cost-aware.ts';
import { pibo } from './bayesian/pibo.ts';
import { asha, ashaPrior } from './brackets/asha.ts';
import { asynchronousHyperband, asynchronousHyperbandPrior } from './brackets/asynchronous-hyperband.ts';
import { hyperband, hyperbandPrior } from './brackets/hyperband.ts';
import { successiveHalving, successiveHalvingPrior } from './brackets/successive-halving.ts';
import { catalogueOf } from './definition/catalogue.ts';
import { gridSearch } from './grid/grid-search.ts';
import { mobster } from './mobster/mobster.ts';
import type { OptimizerDefinition } from './optimizer.ts';
import { priorband, priorbandAsha, priorbandAsynchronous, priorbandHalving } from './priorband/priorband.ts';
import { randomSearch } from './random-search.ts';

/** The only list of the optimizers, in the order in which people are shown them. */
export const OPTIMIZERS: readonly OptimizerDefinition[] = [
  randomSearch,
  gridSearch,
  bayesianOptimization,
  costAwareBayesianOptimization,
  pibo,
  successiveHalving,
  successiveHalvingPrior,
  hyperband,
  hyperbandPrior,
  asha,
  ashaPrior,
  asynchronousHyperband,
  asynchronousHyperbandPrior,
  priorband,
  priorbandHalving,
  priorbandAsha,
  priorbandAsynchronous,
  mobster,
];

const catalogue = catalogueOf(OPTIMIZERS);

export const findOptimizer = catalogue.find;
export const optimizerOffers = catalogue.offers;
export const resolveOptimizer = catalogue.resolve;
export const plannedRungs = catalogue.plannedRungs;
export const createAsk = catalogue.createAsk;
