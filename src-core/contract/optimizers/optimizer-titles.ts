// Derived from the definitions in src-core/optimizers, for code that must not load the algorithms. Don't edit the two lists:
// `npm run derive` writes them, and test/docs/optimizers.test.ts fails if they are old.

/** How people call the optimizers that settings may name. */
export const OPTIMIZER_TITLES = {
  random_search: 'Random search',
  grid_search: 'Grid search',
  bayesian_optimization: 'Bayesian optimization',
  bayesian_optimization_cost_aware: 'Cost-aware Bayesian optimization',
  pibo: 'PiBO',
  successive_halving: 'Successive halving',
  successive_halving_prior: 'Successive halving with priors',
  hyperband: 'Hyperband',
  hyperband_prior: 'Hyperband with priors',
  asha: 'ASHA',
  asha_prior: 'ASHA with priors',
  async_hb: 'Async Hyperband',
  async_hb_prior: 'Async Hyperband with priors',
  priorband: 'PriorBand',
  priorband_sh: 'PriorBand (successive halving)',
  priorband_asha: 'PriorBand (ASHA)',
  priorband_async: 'PriorBand (asynchronous)',
  mobster: 'MOBSTER',
} as const;

export type OptimizerName = keyof typeof OPTIMIZER_TITLES;

/** Other names under which settings may ask for an optimizer. */
export const OPTIMIZER_ALIASES: Readonly<Record<string, OptimizerName>> = {
  bayesian_optimization_prior: 'pibo',
};

/** How people call an optimizer; names of the user's own stay as written. */
export function optimizerTitleOf(name: string): string {
  const titles: Readonly<Record<string, string>> = OPTIMIZER_TITLES;
  return titles[OPTIMIZER_ALIASES[name] ?? name] ?? name;
}
