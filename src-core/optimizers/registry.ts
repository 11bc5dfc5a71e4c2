import { nearest } from '#core/config/words/near-names.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerOffer, PlannedRung, ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { bayesianOptimization } from './bayesian/bayesian-optimization.ts';
import { costAwareBayesianOptimization } from './bayesian/bayesian-optimization-cost-aware.ts';
import { pibo } from './bayesian/pibo.ts';
import { asha, ashaPrior } from './brackets/asha.ts';
import { asynchronousHyperband, asynchronousHyperbandPrior } from './brackets/asynchronous-hyperband.ts';
import { hyperband, hyperbandPrior } from './brackets/hyperband.ts';
import { successiveHalving, successiveHalvingPrior } from './brackets/successive-halving.ts';
import { chooseAutomatically } from './definition/automatic-choice.ts';
import { CATALOGUE, knownOptimizer, type OptimizerName } from './definition/catalogue.ts';
import { type OptimizerResolution, refused, resolveDefinition } from './definition/resolve-definition.ts';
import { gridSearch } from './grid/grid-search.ts';
import { mobster } from './mobster/mobster.ts';
import type { Ask, OptimizerDefinition } from './optimizer.ts';
import { announceModule } from './own/announce-module.ts';
import { priorband, priorbandAsha, priorbandAsynchronous, priorbandHalving } from './priorband/priorband.ts';
import { randomSearch } from './random-search.ts';

/** The only list of the algorithms. */
export const DEFINITIONS: Readonly<Record<OptimizerName, OptimizerDefinition>> = {
  random_search: randomSearch,
  grid_search: gridSearch,
  bayesian_optimization: bayesianOptimization,
  bayesian_optimization_cost_aware: costAwareBayesianOptimization,
  pibo,
  successive_halving: successiveHalving,
  successive_halving_prior: successiveHalvingPrior,
  hyperband,
  hyperband_prior: hyperbandPrior,
  asha,
  asha_prior: ashaPrior,
  async_hb: asynchronousHyperband,
  async_hb_prior: asynchronousHyperbandPrior,
  priorband,
  priorband_sh: priorbandHalving,
  priorband_asha: priorbandAsha,
  priorband_async: priorbandAsynchronous,
  mobster,
};

/**
 * Every optimizer with what a chooser says of it for a space, in the order in which people are shown them; while there
 * is no space none is refused.
 */
export function optimizerOffers(space: SearchSpace | null): OptimizerOffer[] {
  return CATALOGUE.map((known) => ({
    info: DEFINITIONS[known.name].info,
    aliases: [...known.aliases],
    refusal: space === null ? null : DEFINITIONS[known.name].refuse(space),
  }));
}

function unknown(name: string): OptimizerResolution {
  const near = nearest(name, ['auto', ...CATALOGUE.flatMap((known) => [known.name, ...known.aliases])]);
  return refused(
    'optimizer-unknown',
    `The optimizer must be one that is known; found \`${name}\`. Did you mean \`${near}\`?`,
  );
}

/**
 * Turns the `optimizer` setting into the optimizer that the run will use, with all its arguments, or into the reasons
 * why not. All problems of the arguments are reported together. Of a module only the form is looked at: what it
 * holds shows when it is loaded.
 */
export function resolveOptimizer(space: SearchSpace, choice: OptimizerChoice): OptimizerResolution {
  switch (choice.kind) {
    case 'auto': {
      const { name, reason } = chooseAutomatically(space);
      return resolveDefinition(DEFINITIONS[name], space, { given: {}, reason });
    }
    case 'named': {
      const known = knownOptimizer(choice.name);
      return known === null
        ? unknown(choice.name)
        : resolveDefinition(DEFINITIONS[known.name], space, {
            given: choice.arguments,
            reason: 'named in the settings',
          });
    }
    case 'module':
      return announceModule(choice);
  }
}

function isOptimizerName(name: string): name is OptimizerName {
  return Object.hasOwn(DEFINITIONS, name);
}

/** The rungs of an optimizer with brackets, for people to see before the start; none for the others. */
export function plannedRungs(
  { name, arguments: values }: ResolvedOptimizer,
  space: SearchSpace,
): readonly PlannedRung[] {
  return isOptimizerName(name) ? (DEFINITIONS[name].rungs?.(space, values) ?? []) : [];
}

/**
 * The optimizer of a run at work.
 *
 * @throws {IncumbentError} `config-invalid` where this version does not have it: the run is from a newer one
 */
export function createAsk({ name, arguments: values }: ResolvedOptimizer, space: SearchSpace): Ask {
  if (!isOptimizerName(name)) {
    throw new IncumbentError(
      'config-invalid',
      `A run goes on with the optimizer it began with; this one began with \`${name}\`, which this version ` +
        'does not have. Use the version that started the run, or a newer one.',
      { optimizer: name },
    );
  }
  return DEFINITIONS[name].create(space, values);
}
