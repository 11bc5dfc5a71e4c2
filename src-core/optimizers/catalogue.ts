import type { OptimizerInfo } from '#core/contract/optimizers.ts';
import { ARGUMENTS } from './argument-table.ts';

/** An optimizer that settings may name, whether or not this version has it. */
export type KnownOptimizer = OptimizerInfo & {
  /** Other names under which settings may ask for it. */
  readonly aliases: readonly string[];
  /** True where the optimizer is pointless without a prior in the space. */
  readonly needs_prior: boolean;
};

const ANY_SPACE = { aliases: [], needs_fidelity: false, needs_prior: false };
const WITH_FIDELITY = { aliases: [], needs_fidelity: true, needs_prior: false };
const WITH_FIDELITY_AND_PRIOR = { aliases: [], needs_fidelity: true, needs_prior: true };

const ENTRIES = {
  random_search: {
    ...ANY_SPACE,
    title: 'Random search',
    summary: 'Draws every configuration anew, evenly or from the priors, and learns nothing from results.',
    arguments: ARGUMENTS.random,
  },
  grid_search: {
    ...ANY_SPACE,
    title: 'Grid search',
    summary: 'Tries every combination of evenly spaced values and ends when all were tried.',
    arguments: ARGUMENTS.grid,
  },
  bayesian_optimization: {
    ...ANY_SPACE,
    title: 'Bayesian optimization',
    summary: 'Models the loss with a Gaussian process and tries where most improvement is expected.',
    arguments: ARGUMENTS.bayesian,
  },
  bayesian_optimization_cost_aware: {
    ...ANY_SPACE,
    title: 'Bayesian optimization, cost-aware',
    summary: 'Bayesian optimization that prefers cheap evaluations, less so as the cost budget is used up.',
    arguments: ARGUMENTS.bayesian,
  },
  pibo: {
    ...ANY_SPACE,
    aliases: ['bayesian_optimization_prior'],
    needs_prior: true,
    title: 'Bayesian optimization with priors',
    summary: 'Bayesian optimization that begins near the priors and trusts them less as evidence grows.',
    arguments: ARGUMENTS.bayesian,
  },
  successive_halving: {
    ...WITH_FIDELITY,
    title: 'Successive halving',
    summary:
      'Starts many trials at a low fidelity and continues the best of each rung once the rung is complete.',
    arguments: ARGUMENTS.halving,
  },
  successive_halving_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'Successive halving with priors',
    summary: 'Successive halving whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.halving,
  },
  hyperband: {
    ...WITH_FIDELITY,
    title: 'Hyperband',
    summary: 'Runs successive halving from several lowest fidelities in turn, so that none has to be right.',
    arguments: ARGUMENTS.hyperband,
  },
  hyperband_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'Hyperband with priors',
    summary: 'Hyperband whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.hyperband,
  },
  asha: {
    ...WITH_FIDELITY,
    title: 'ASHA',
    summary:
      'Successive halving that promotes as soon as a trial is good enough, so that no worker ever waits.',
    arguments: ARGUMENTS.asha,
  },
  asha_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'ASHA with priors',
    summary: 'ASHA whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.asha,
  },
  async_hb: {
    ...WITH_FIDELITY,
    title: 'Asynchronous Hyperband',
    summary: 'Hyperband whose brackets run side by side and promote without waiting.',
    arguments: ARGUMENTS.hyperband,
  },
  async_hb_prior: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'Asynchronous Hyperband with priors',
    summary: 'Asynchronous Hyperband whose new configurations are drawn from the priors.',
    arguments: ARGUMENTS.hyperband,
  },
  priorband: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'PriorBand',
    summary:
      'Hyperband that mixes even draws, draws from the priors and draws around the incumbent by their success.',
    arguments: ARGUMENTS.priorband,
  },
  priorband_sh: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'PriorBand on successive halving',
    summary: "PriorBand's way of drawing configurations within successive halving.",
    arguments: ARGUMENTS.priorband,
  },
  priorband_asha: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'PriorBand on ASHA',
    summary: "PriorBand's way of drawing configurations within ASHA.",
    arguments: ARGUMENTS.priorband,
  },
  priorband_async: {
    ...WITH_FIDELITY_AND_PRIOR,
    title: 'PriorBand on asynchronous Hyperband',
    summary: "PriorBand's way of drawing configurations within asynchronous Hyperband.",
    arguments: ARGUMENTS.priorband,
  },
  mobster: {
    ...WITH_FIDELITY,
    title: 'MOBSTER',
    summary:
      'Asynchronous Hyperband whose new configurations come from a Gaussian process over all fidelities.',
    arguments: ARGUMENTS.mobster,
  },
} satisfies Record<string, Omit<KnownOptimizer, 'name'>>;

export type OptimizerName = keyof typeof ENTRIES;

const NAMES = Object.keys(ENTRIES) as readonly OptimizerName[];

export function catalogueEntry(name: OptimizerName): KnownOptimizer {
  return { name, ...ENTRIES[name] };
}

/** Every optimizer that settings may name, in the order in which people are shown them. */
export const CATALOGUE: readonly KnownOptimizer[] = NAMES.map(catalogueEntry);

/** The optimizer of this name or alias; null where nothing is called so. */
export function knownOptimizer(name: string): KnownOptimizer | null {
  return CATALOGUE.find((known) => known.name === name || known.aliases.includes(name)) ?? null;
}
