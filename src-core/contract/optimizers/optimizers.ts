import { z } from 'zod';

/** One argument of an optimizer, as data: the form of the set-up screen and the checks are made from it. */
const optimizerArgumentSchema = z.object({
  name: z.string(),
  type: z.enum(['integer', 'number', 'boolean', 'choice']),
  /** Allowed values of a `choice`; literals such as `true` beside words are given as strings. */
  choices: z.array(z.string()).nullable(),
  /** `ndim` stands for the number of searchable parameters. */
  default: z.union([z.number(), z.boolean(), z.string()]),
  /** Of an `integer` or a `number`, both ends included. */
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  description: z.string(),
});
export type OptimizerArgument = z.infer<typeof optimizerArgumentSchema>;

export const optimizerInfoSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  /** True where the optimizer cannot work without a fidelity. */
  needs_fidelity: z.boolean(),
  /** True if the optimizer is pointless without a prior. */
  needs_prior: z.boolean(),
  arguments: z.array(optimizerArgumentSchema),
});
export type OptimizerInfo = z.infer<typeof optimizerInfoSchema>;

/** How many trials a rung of a bracket holds, and at which fidelity. */
export const plannedRungSchema = z.object({
  bracket: z.number().int(),
  rung: z.number().int(),
  fidelity: z.number(),
  trials: z.number().int(),
});
export type PlannedRung = z.infer<typeof plannedRungSchema>;

/** One row of a chooser: an optimizer, and whether it can use a certain space. */
export const optimizerOfferSchema = z.object({
  info: optimizerInfoSchema,
  /** Other names under which settings may ask for it. */
  aliases: z.array(z.string()),
  /** Why it cannot use the space, as a sentence; null where it can. */
  refusal: z.string().nullable(),
});
export type OptimizerOffer = z.infer<typeof optimizerOfferSchema>;

/** Where the user's own optimizer comes from, and what identifies its code. */
const optimizerModuleSchema = z.object({
  /** Absolute. */
  file: z.string(),
  export: z.string(),
  /** SHA-256 of the file in hexadecimal digits; null where it could not be read. */
  code: z.string().nullable(),
});
export type OptimizerModule = z.infer<typeof optimizerModuleSchema>;

/** The optimizer that a run will use (or uses) and why it was chosen. */
export const resolvedOptimizerSchema = z.object({
  name: z.string(),
  arguments: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  reason: z.string(),
  /** Of the user's own optimizer; absent for ours. */
  module: z.exactOptional(optimizerModuleSchema),
});
export type ResolvedOptimizer = z.infer<typeof resolvedOptimizerSchema>;
