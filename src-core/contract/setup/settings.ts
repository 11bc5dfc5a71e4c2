import { z } from 'zod';
import type { Json } from '../value.ts';

/**
 * The objective as the YAML names it. Paths are as written until `launch` resolves them against the YAML's
 * folder; `written` keeps the first form so that an error can name both.
 */
const pipelineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('python'), file: z.string(), function: z.string(), written: z.string() }),
  z.object({
    kind: z.literal('python-module'),
    module: z.string(),
    function: z.string(),
    written: z.string(),
  }),
  z.object({ kind: z.literal('javascript'), file: z.string(), export: z.string(), written: z.string() }),
  z.object({ kind: z.literal('command'), command: z.array(z.string()), written: z.string() }),
]);
export type Pipeline = z.infer<typeof pipelineSchema>;

const jsonSchema: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(jsonSchema),
    z.record(z.string(), jsonSchema),
  ]),
);

/** `auto`, a registered name with arguments, or the user's own module. */
const optimizerChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('named'), name: z.string(), arguments: z.record(z.string(), jsonSchema) }),
  z.object({
    kind: z.literal('module'),
    file: z.string(),
    export: z.string(),
    arguments: z.record(z.string(), jsonSchema),
  }),
]);
export type OptimizerChoice = z.infer<typeof optimizerChoiceSchema>;

/** Our own section of the YAML. Durations in seconds, sizes in bytes. */
const incumbentSettingsSchema = z.object({
  python: z.string().nullable(),
  env: z.record(z.string(), z.string()),
  evaluation_timeout: z.number().nullable(),
  heartbeat: z.number(),
  lease: z.number(),
  requeue: z.enum(['automatic', 'ask']),
  max_requeues: z.number().int(),
  max_duration: z.number().nullable(),
  until_stopped: z.boolean(),
  cost_unit: z.string().nullable(),
  log_limit: z.number(),
  tensorboard: z.boolean(),
  note: z.string().nullable(),
});
export type IncumbentSettings = z.infer<typeof incumbentSettingsSchema>;

/** Everything a YAML file says about a run except its space; every key present, defaults filled in. */
export const runSettingsSchema = z.object({
  evaluate_pipeline: pipelineSchema,
  root_directory: z.string(),
  max_evaluations_total: z.number().int().nullable(),
  max_cost_total: z.number().nullable(),
  max_evaluations_per_run: z.number().int().nullable(),
  continue_until_max_evaluation_completed: z.boolean(),
  overwrite_working_directory: z.boolean(),
  post_run_summary: z.boolean(),
  ignore_errors: z.boolean(),
  loss_value_on_error: z.number().nullable(),
  cost_value_on_error: z.number().nullable(),
  sample_batch_size: z.number().int(),
  optimizer: optimizerChoiceSchema,
  /** Null until the first start draws one. */
  seed: z.number().int().nullable(),
  incumbent: incumbentSettingsSchema,
});
export type RunSettings = z.infer<typeof runSettingsSchema>;

export const INCUMBENT_DEFAULTS: IncumbentSettings = {
  python: null,
  env: {},
  evaluation_timeout: null,
  heartbeat: 10,
  lease: 300,
  requeue: 'automatic',
  max_requeues: 3,
  max_duration: null,
  until_stopped: false,
  cost_unit: null,
  log_limit: 10_000_000,
  tensorboard: false,
  note: null,
};
