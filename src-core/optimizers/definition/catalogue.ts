import {
  OPTIMIZER_ALIASES,
  OPTIMIZER_TITLES,
  type OptimizerName,
} from '#core/contract/optimizers/optimizer-titles.ts';
import type { OptimizerInfo } from '#core/contract/optimizers/optimizers.ts';
import { ARGUMENTS } from './argument-table.ts';

/** An optimizer that settings may name. */
export type KnownOptimizer = OptimizerInfo & {
  readonly name: OptimizerName;
  /** Other names under which settings may ask for it. */
  readonly aliases: readonly string[];
  /** True where the optimizer is pointless without a prior in the space. */
  readonly needs_prior: boolean;
};

const ANY_SPACE = { needs_fidelity: false, needs_prior: false };
const WITH_FIDELITY = { needs_fidelity: true, needs_prior: false };
const WITH_FIDELITY_AND_PRIOR = { needs_fidelity: true, needs_prior: true };

const ENTRIES = {
  random_search: {
    ...ANY_SPACE,
    summary: 'Draws every configuration anew, evenly or from the priors, and learns nothing from results.',
    arguments: ARGUMENTS.random,
  },
  grid_search: {
    ...ANY_SPACE,
    summary: 'Tries every combination of evenly spaced values and ends when all were tried.',
    arguments: ARGUMENTS.grid,
  },
  bayesian_optimization: {
    ...ANY_SPACE,
    summary: 'Models the loss with a Gaussian process and tries where most improvement is expected.',
    arguments: ARGUMENTS.bayesian,
  },
  bayesian_optimization_cost_aware: {
    ...ANY_SPACE,
    summary: 'Bayesian optimization that prefers cheap evaluations, less so as the cost budget is used up.',
    arguments: ARGUMENTS.bayesian,
  },
  pibo: {
    ...ANY_SPACE,
    needs_prior: true,
    summary: 'Bayesian optimization that begins near the priors and trusts them less as evidence grows.',
    arguments: ARGUMENTS.bayesian,
  },
  successive_halving: {
    ...WITH_FIDELITY,
    summary:
      'Starts many trials at a low fidelity and continues the best of each rung once the rung is complete.',
    arguments: ARGUMENTS.halving,
  },
  successive_halving_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: 'Successive halving whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.halving,
  },
  hyperband: {
    ...WITH_FIDELITY,
    summary: 'Runs successive halving from several lowest fidelities in turn, so that none has to be right.',
    arguments: ARGUMENTS.hyperband,
  },
  hyperband_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: 'Hyperband whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.hyperband,
  },
  asha: {
    ...WITH_FIDELITY,
    summary:
      'Successive halving that promotes as soon as a trial is good enough, so that no worker ever waits.',
    arguments: ARGUMENTS.asha,
  },
  asha_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: 'ASHA whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.asha,
  },
  async_hb: {
    ...WITH_FIDELITY,
    summary: 'Hyperband whose brackets run side by side and promote without waiting.',
    arguments: ARGUMENTS.hyperband,
  },
  async_hb_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: 'Asynchronous Hyperband whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.hyperband,
  },
  priorband: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary:
      'Hyperband that mixes even draws, draws from the priors and draws around the incumbent by their success.',
    arguments: ARGUMENTS.priorband,
  },
  priorband_sh: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: "PriorBand's way of drawing configurations within successive halving.",
    arguments: ARGUMENTS.priorband,
  },
  priorband_asha: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: "PriorBand's way of drawing configurations within ASHA.",
    arguments: ARGUMENTS.priorband,
  },
  priorband_async: {
    ...WITH_FIDELITY_AND_PRIOR,
    summary: "PriorBand's way of drawing configurations within asynchronous Hyperband.",
    arguments: ARGUMENTS.priorband,
  },
  mobster: {
    ...WITH_FIDELITY,
    summary:
      'A Gaussian process over all fidelities: it searches the rung below the highest and promotes what it expects most of.',
    arguments: ARGUMENTS.mobster,
  },
} satisfies Record<OptimizerName, Omit<KnownOptimizer, 'name' | 'title' | 'aliases'>>;

export type { OptimizerName };

const NAMES = Object.keys(ENTRIES) as readonly OptimizerName[];

function aliasesOf(name: OptimizerName): readonly string[] {
  return Object.keys(OPTIMIZER_ALIASES).filter((alias) => OPTIMIZER_ALIASES[alias] === name);
}

export function catalogueEntry(name: OptimizerName): KnownOptimizer {
  return { name, title: OPTIMIZER_TITLES[name], aliases: aliasesOf(name), ...ENTRIES[name] };
}

/** Every optimizer that settings may name, in the order in which people are shown them. */
export const CATALOGUE: readonly KnownOptimizer[] = NAMES.map(catalogueEntry);

/** The optimizer of this name or alias; null where nothing is called so. */
export function knownOptimizer(name: string): KnownOptimizer | null {
  return CATALOGUE.find((known) => known.name === name || known.aliases.includes(name)) ?? null;
}
