import { INCUMBENT_DEFAULTS, type RunSettings } from '#core/contract/setup/settings.ts';
import { readIncumbent } from './forms/incumbent-section.ts';
import { readOptimizer } from './forms/optimizer-form.ts';
import { readPipeline } from './forms/pipeline-form.ts';
import {
  boolean,
  number,
  numberAbove,
  numberFrom,
  type Readers,
  text,
  wholeNumber,
} from './value-readers.ts';

/** What holds where a text says nothing. `evaluate_pipeline` has no default. */
export const RUN_DEFAULTS: Omit<RunSettings, 'evaluate_pipeline'> = {
  root_directory: 'neps_results',
  max_evaluations_total: null,
  max_cost_total: null,
  max_evaluations_per_run: null,
  continue_until_max_evaluation_completed: false,
  overwrite_working_directory: false,
  post_run_summary: true,
  ignore_errors: false,
  loss_value_on_error: null,
  cost_value_on_error: null,
  sample_batch_size: 1,
  optimizer: { kind: 'auto' },
  seed: null,
  incumbent: INCUMBENT_DEFAULTS,
};

/** How the value of each key is read. */
export const RUN_READERS: Readers<RunSettings> = {
  evaluate_pipeline: readPipeline,
  root_directory: text,
  max_evaluations_total: wholeNumber(1),
  max_cost_total: numberAbove(0),
  max_evaluations_per_run: wholeNumber(1),
  continue_until_max_evaluation_completed: boolean,
  overwrite_working_directory: boolean,
  post_run_summary: boolean,
  ignore_errors: boolean,
  loss_value_on_error: number,
  cost_value_on_error: numberFrom(0),
  sample_batch_size: wholeNumber(1),
  optimizer: readOptimizer,
  seed: wholeNumber(0),
  incumbent: readIncumbent,
};
