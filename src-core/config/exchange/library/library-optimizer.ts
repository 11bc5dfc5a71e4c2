import {
  OPTIMIZER_ALIASES,
  OPTIMIZER_TITLES,
  type OptimizerName,
} from '#core/contract/optimizers/optimizer-titles.ts';
import type { OptimizerChoice } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Json } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';

type Arguments = { readonly [name: string]: Json };

/** The Python library's version that a text is for: 0.13 takes YAML, 0.16 is the latest. */
export type LibraryVersion = '0.13' | '0.16';

/** An optimizer as the library names it; null for `auto`. Or why it has none. */
export type LibraryOptimizer =
  | { readonly kind: 'named'; readonly name: string; readonly arguments: Arguments }
  | { readonly kind: 'auto' }
  | { readonly kind: 'refused'; readonly reason: string };

type Counterpart = {
  readonly name: string;
  /** What makes the library's optimizer this one. */
  readonly fixed: Arguments;
  /** Our arguments that it takes under the same name. */
  readonly takes: readonly string[];
};

const HALVING = ['eta', 'early_stopping_rate', 'sample_prior_first'];
const HYPERBAND = ['eta', 'sample_prior_first'];
const PRIOR: Arguments = { sampler: 'prior' };

function counterpart(name: string, takes: readonly string[], fixed: Arguments = {}): Counterpart {
  return { name, takes, fixed };
}

/** Optimizers that are absent here have no counterpart. */
const COUNTERPARTS: Readonly<Partial<Record<OptimizerName, Counterpart>>> = {
  random_search: counterpart('random_search', ['use_priors', 'ignore_fidelity']),
  grid_search: counterpart('grid_search', ['size_per_numerical_hp']),
  bayesian_optimization: counterpart('bayesian_optimization', ['initial_design_size']),
  bayesian_optimization_cost_aware: counterpart('bayesian_optimization', ['initial_design_size'], {
    cost_aware: true,
  }),
  pibo: counterpart('pibo', ['initial_design_size', 'sample_prior_first']),
  successive_halving: counterpart('successive_halving', HALVING),
  successive_halving_prior: counterpart('successive_halving', HALVING, PRIOR),
  hyperband: counterpart('hyperband', HYPERBAND),
  hyperband_prior: counterpart('hyperband', HYPERBAND, PRIOR),
  asha: counterpart('asha', HALVING),
  asha_prior: counterpart('asha', HALVING, PRIOR),
  async_hb: counterpart('async_hb', HYPERBAND),
  async_hb_prior: counterpart('async_hb', HYPERBAND, PRIOR),
  priorband: counterpart('priorband', HYPERBAND),
  priorband_sh: counterpart('priorband', HYPERBAND, { base: 'successive_halving' }),
  priorband_asha: counterpart('priorband', HYPERBAND, { base: 'asha' }),
  priorband_async: counterpart('priorband', HYPERBAND, { base: 'async_hb' }),
};

/** What every optimizer of the library does anyway: said or not, it means the same there. */
const IMPLIED: Arguments = { surrogate_model: 'gp', sampler: 'prior', sample_prior_first: false };

/** Finds the library's counterpart of an optimizer; each thing that it lacks is refused by name. */
export function libraryOptimizer(
  choice: OptimizerChoice,
  space: SearchSpace,
  version: LibraryVersion,
): LibraryOptimizer {
  if (choice.kind === 'auto') {
    return choice;
  }
  if (choice.kind === 'module') {
    return refused(
      `The library does not know the optimizer of your own, \`${choice.file}:${choice.export}\`.`,
    );
  }
  const name = OPTIMIZER_ALIASES[choice.name] ?? choice.name;
  const found = isOptimizer(name) ? COUNTERPARTS[name] : undefined;
  if (found === undefined) {
    return refused(`The library has no optimizer \`${choice.name}\`.`);
  }
  const given = Object.entries(choice.arguments).filter(([key, value]) => IMPLIED[key] !== value);
  const foreign = given.find(([key]) => !found.takes.includes(key));
  if (foreign !== undefined) {
    const [key, value] = foreign;
    return refused(`The library's \`${found.name}\` has nothing like \`${key}: ${JSON.stringify(value)}\`.`);
  }
  const kept = { ...found.fixed, ...Object.fromEntries(given) };
  return byVersion({ ...found, fixed: kept }, fidelityOf(space) !== null, version);
}

/** The arguments whose names or meanings changed between versions. */
function byVersion(found: Counterpart, hasFidelity: boolean, version: LibraryVersion): LibraryOptimizer {
  return version === '0.13' ? of13(found) : of16(found, hasFidelity);
}

/** How many values our grid has of each number where nothing is said, and the library's of 0.13 always. */
const GRID_SIZE = 10;

function of13({ name, fixed }: Counterpart): LibraryOptimizer {
  const { size_per_numerical_hp: size = GRID_SIZE, ...others } = fixed;
  return size === GRID_SIZE
    ? named(name, others)
    : refused(`The library's \`grid_search\` of 0.13 has nothing like \`size_per_numerical_hp: ${size}\`.`);
}

/** Where nothing is said the fidelity stays at its upper bound here; there it has to be said. */
function of16({ name, fixed }: Counterpart, hasFidelity: boolean): LibraryOptimizer {
  const { size_per_numerical_hp: size = GRID_SIZE, ignore_fidelity: atTop = true, ...others } = fixed;
  // `true` there draws the fidelity like any parameter, `false` refuses it.
  const fidelity = { ignore_fidelity: atTop === true ? 'highest_fidelity' : true };
  switch (name) {
    case 'grid_search':
      return named(name, { ...others, size_per_numerical_dimension: size, ...(hasFidelity ? fidelity : {}) });
    case 'random_search':
      return named(name, hasFidelity ? { ...others, ...fidelity } : others);
    case 'bayesian_optimization':
    case 'pibo':
      return named(name, hasFidelity ? { ...others, ignore_fidelity: true } : others);
    default:
      return named(name, others);
  }
}

function named(name: string, values: Arguments): LibraryOptimizer {
  return { kind: 'named', name, arguments: values };
}

function refused(reason: string): LibraryOptimizer {
  return { kind: 'refused', reason };
}

function isOptimizer(name: string): name is OptimizerName {
  return Object.hasOwn(OPTIMIZER_TITLES, name);
}

/** The library's random search of 0.16 refuses priors that it shall not use; nothing else minds them. */
export function refusesPriors(optimizer: LibraryOptimizer): boolean {
  return (
    optimizer.kind === 'named' &&
    optimizer.name === 'random_search' &&
    optimizer.arguments.use_priors !== true
  );
}
