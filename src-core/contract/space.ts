import { z } from 'zod';
import { configValueSchema, valueKindSchema } from './value.ts';

const priorConfidenceSchema = z.enum(['low', 'medium', 'high']);
export type PriorConfidence = z.infer<typeof priorConfidenceSchema>;

const numericalFields = {
  name: z.string(),
  lower: z.number(),
  upper: z.number(),
  log: z.boolean(),
  prior: z.number().nullable(),
  /** Null exactly where `prior` is null. */
  prior_confidence: priorConfidenceSchema.nullable(),
  is_fidelity: z.boolean(),
};

const floatParameterSchema = z.object({ kind: z.literal('float'), ...numericalFields });
export type FloatParameter = z.infer<typeof floatParameterSchema>;

const integerParameterSchema = z.object({ kind: z.literal('integer'), ...numericalFields });
export type IntegerParameter = z.infer<typeof integerParameterSchema>;

/** `choice_kinds[i]` is the kind of `choices[i]`: `[1, 2.0]` stays an integer and a float. */
const categoricalParameterSchema = z.object({
  kind: z.literal('categorical'),
  name: z.string(),
  choices: z.array(configValueSchema),
  choice_kinds: z.array(valueKindSchema),
  prior: configValueSchema.nullable(),
  prior_confidence: priorConfidenceSchema.nullable(),
});
export type CategoricalParameter = z.infer<typeof categoricalParameterSchema>;

const constantParameterSchema = z.object({
  kind: z.literal('constant'),
  name: z.string(),
  value: configValueSchema,
  value_kind: valueKindSchema,
});
export type ConstantParameter = z.infer<typeof constantParameterSchema>;

/** One parameter of the search space, normalised: short and long forms of the YAML give the same value. */
export const parameterSchema = z.discriminatedUnion('kind', [
  floatParameterSchema,
  integerParameterSchema,
  categoricalParameterSchema,
  constantParameterSchema,
]);
export type Parameter = z.infer<typeof parameterSchema>;
export type NumericalParameter = FloatParameter | IntegerParameter;

/** The search space in the order of its file. */
export const searchSpaceSchema = z.array(parameterSchema);
export type SearchSpace = readonly Parameter[];
