import type { OptimizerArgument } from '#core/contract/optimizers/optimizers.ts';

const USE_PRIORS: OptimizerArgument = {
  name: 'use_priors',
  type: 'boolean',
  choices: null,
  default: false,
  minimum: null,
  maximum: null,
  description: 'Whether parameters with a prior are drawn from it instead of evenly.',
};
const IGNORE_FIDELITY: OptimizerArgument = {
  name: 'ignore_fidelity',
  type: 'boolean',
  choices: null,
  default: true,
  minimum: null,
  maximum: null,
  description: 'Whether the fidelity stays at its upper bound; otherwise it is drawn like any parameter.',
};
const SIZE_PER_NUMERICAL_HP: OptimizerArgument = {
  name: 'size_per_numerical_hp',
  type: 'integer',
  choices: null,
  default: 10,
  minimum: 1,
  // The values of each parameter are held in memory.
  maximum: 100_000,
  description: 'How many values of each float and integer parameter are tried.',
};
const ETA: OptimizerArgument = {
  name: 'eta',
  type: 'integer',
  choices: null,
  default: 3,
  minimum: 2,
  maximum: null,
  description: 'One of how many trials goes on to the next rung, with as many times its fidelity.',
};
const EARLY_STOPPING_RATE: OptimizerArgument = {
  name: 'early_stopping_rate',
  type: 'integer',
  choices: null,
  default: 0,
  minimum: 0,
  maximum: null,
  description: 'How many of the lowest rungs are left out.',
};
const SAMPLE_PRIOR_FIRST: OptimizerArgument = {
  name: 'sample_prior_first',
  type: 'boolean',
  choices: null,
  default: false,
  minimum: null,
  maximum: null,
  description: 'Whether the first trial is the configuration of all prior values.',
};
const SAMPLE_PRIOR_FIRST_AT: OptimizerArgument = {
  ...SAMPLE_PRIOR_FIRST,
  type: 'choice',
  choices: ['false', 'true', 'highest_fidelity'],
  description:
    'Whether the first trial is the configuration of all prior values, at the lowest or at the highest fidelity.',
};
const INITIAL_DESIGN_SIZE: OptimizerArgument = {
  name: 'initial_design_size',
  type: 'integer',
  choices: null,
  default: 'ndim',
  minimum: 1,
  maximum: null,
  description: 'How many trials are spread over the space before the model decides; ndim is one a parameter.',
};
const SURROGATE_MODEL: OptimizerArgument = {
  name: 'surrogate_model',
  type: 'choice',
  choices: ['gp'],
  default: 'gp',
  minimum: null,
  maximum: null,
  description: 'The model of the loss: gp is a Gaussian process.',
};
const SAMPLER: OptimizerArgument = {
  name: 'sampler',
  type: 'choice',
  choices: ['prior', 'gp'],
  default: 'prior',
  minimum: null,
  maximum: null,
  description:
    'Where new configurations come from: priors and the incumbent, or a Gaussian process with them.',
};

/** The arguments that optimizers take, by the family that shares them. */
export const ARGUMENTS = {
  random: [USE_PRIORS, IGNORE_FIDELITY],
  grid: [SIZE_PER_NUMERICAL_HP],
  bayesian: [INITIAL_DESIGN_SIZE, SURROGATE_MODEL, SAMPLE_PRIOR_FIRST],
  halving: [ETA, EARLY_STOPPING_RATE, SAMPLE_PRIOR_FIRST_AT],
  asha: [ETA, EARLY_STOPPING_RATE, SAMPLE_PRIOR_FIRST],
  hyperband: [ETA, SAMPLE_PRIOR_FIRST],
  priorband: [ETA, SAMPLE_PRIOR_FIRST, SAMPLER],
  mobster: [ETA, INITIAL_DESIGN_SIZE],
};
