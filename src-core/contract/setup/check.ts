import { z } from 'zod';
import {
  optimizerOfferSchema,
  plannedRungSchema,
  resolvedOptimizerSchema,
} from '../optimizers/optimizers.ts';
import { parameterSchema } from '../space.ts';
import { configSchema } from '../value.ts';
import { pipelineSourceSchema } from './pipeline.ts';
import { problemSchema } from './problem.ts';

/** What the set-up screen shows of a YAML text: the same findings as `incumbent check`. */
export const checkReportSchema = z.object({
  valid: z.boolean(),
  problems: z.array(problemSchema),
  /** The last readable space, in order; null where the text is too broken to tell. */
  space: z.array(parameterSchema).nullable(),
  /** Settings that the text gives and the defaults it leaves, by YAML key. */
  settings: z.record(z.string(), z.unknown()).nullable(),
  optimizer: resolvedOptimizerSchema.nullable(),
  /** The rungs of the optimizer, bracket by bracket; empty for one without. */
  rungs: z.array(plannedRungSchema),
  /** All optimizers for a chooser; none is refused while the space can't be read. */
  optimizers: z.array(optimizerOfferSchema),
  /** Where the run would be kept, resolved; null where the text does not tell. */
  root: z.string().nullable(),
  /** The Python that would run the function and how it was found; null for other pipelines. */
  interpreter: z
    .object({ path: z.string().nullable(), version: z.string().nullable(), source: z.string() })
    .nullable(),
  /** The functions of the pipeline's file; null for commands, and where there is no file to read. */
  pipeline: pipelineSourceSchema.nullable(),
  samples: z.array(configSchema),
  /** The file that `pipeline_space` names, as written and resolved; null where the space is in the text itself. */
  space_file: z.object({ written: z.string(), path: z.string(), text: z.string().nullable() }).nullable(),
});
export type CheckReport = z.infer<typeof checkReportSchema>;
