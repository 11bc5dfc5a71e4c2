import { z } from 'zod';

/** One argument of an optimizer, as data: the form of the set-up screen and the checks are made from it. */
const optimizerArgumentSchema = z.object({
  name: z.string(),
  type: z.enum(['integer', 'number', 'boolean', 'choice']),
  /** Allowed values of a `choice`; literals such as `true` beside words are given as strings. */
  choices: z.array(z.string()).nullable(),
  /** `ndim` stands for the number of searchable parameters. */
  default: z.union([z.number(), z.boolean(), z.string()]),
  minimum: z.number().nullable(),
  description: z.string(),
});
export type OptimizerArgument = z.infer<typeof optimizerArgumentSchema>;

export const optimizerInfoSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  /** True where the optimizer cannot work without a fidelity. */
  needs_fidelity: z.boolean(),
  arguments: z.array(optimizerArgumentSchema),
});
export type OptimizerInfo = z.infer<typeof optimizerInfoSchema>;

/** The optimizer that a run will use (or uses) and why it was chosen. */
export const resolvedOptimizerSchema = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  reason: z.string(),
});
export type ResolvedOptimizer = z.infer<typeof resolvedOptimizerSchema>;
