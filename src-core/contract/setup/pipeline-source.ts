import { z } from 'zod';

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
