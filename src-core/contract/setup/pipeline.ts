import { z } from 'zod';
import { trialErrorSchema } from '../run/trial.ts';
import { configSchema, jsonNumberSchema } from '../value.ts';

/** A Python that could run the pipeline. */
const interpreterOfferSchema = z.object({
  /** What `incumbent.python` would say: an environment's folder, a path or a command. */
  setting: z.string(),
  /** Absolute, no shim. */
  path: z.string(),
  version: z.string(),
  /** How it was found, in words. */
  source: z.string(),
  /** Of the packages that the function's file imports, those that it has and those that it lacks. */
  installed: z.array(z.string()),
  missing: z.array(z.string()),
});
export type InterpreterOffer = z.infer<typeof interpreterOfferSchema>;

/** All that were found so far; sent again with each one. */
export const foundInterpretersSchema = z.object({
  seq: z.number().int(),
  interpreters: z.array(interpreterOfferSchema),
  /** True once every place was looked at. */
  done: z.boolean(),
});
export type FoundInterpreters = z.infer<typeof foundInterpretersSchema>;

const numbered = z.object({ seq: z.number().int() });

/** One configuration evaluated without a run, as it happens: the last event is `ended`. */
export const pipelineTestEventSchema = z.discriminatedUnion('kind', [
  numbered.extend({ kind: z.literal('begun'), config: configSchema }),
  /** What was printed and logged since the last one. */
  numbered.extend({ kind: z.literal('output'), text: z.string() }),
  numbered.extend({
    kind: z.literal('ended'),
    /** Of the evaluation alone, without the import; null where it never began. */
    seconds: z.number().nullable(),
    /** Null where there is an error. */
    loss: jsonNumberSchema.nullable(),
    cost: z.number().nullable(),
    /** Of the evaluation, or of what kept it from beginning. */
    error: trialErrorSchema.nullable(),
  }),
]);
export type PipelineTestEvent = z.infer<typeof pipelineTestEventSchema>;

/** One argument of a function as its source text writes it. */
const functionParameterSchema = z.object({
  name: z.string(),
  /** The type; null where none is written. */
  annotation: z.string().nullable(),
  /** The text of the default; null for an argument that needs a value. */
  default: z.string().nullable(),
  /** `position` can't be given by name; `any` takes every other name (`**kwargs`, `...rest`). */
  kind: z.enum(['name', 'position', 'any']),
});
export type FunctionParameter = z.infer<typeof functionParameterSchema>;

/** A function that a pipeline may name. */
const pipelineFunctionSchema = z.object({
  name: z.string(),
  parameters: z.array(functionParameterSchema),
  /** False where the text does not tell all arguments: a decorator, a whole object instead of its fields. */
  complete: z.boolean(),
});
export type PipelineFunction = z.infer<typeof pipelineFunctionSchema>;

/** The file of a pipeline as its text shows it; nothing of it was imported. */
export const pipelineSourceSchema = z.object({
  language: z.enum(['python', 'javascript']),
  /** As the YAML writes it, in front of the colon. */
  written: z.string(),
  /** In the order of the text. */
  functions: z.array(pipelineFunctionSchema),
  /** What the YAML names, whether it is one of them or not; null where it names none yet. */
  chosen: z.string().nullable(),
});
export type PipelineSource = z.infer<typeof pipelineSourceSchema>;

/** Arguments that a Python function is given by the engine, where it names them. */
export const GIVEN_ARGUMENTS: readonly string[] = [
  'pipeline_directory',
  'previous_pipeline_directory',
  'root_directory',
  'pipeline_id',
];
