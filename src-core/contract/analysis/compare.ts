import { z } from 'zod';
import { resolvedOptimizerSchema } from '../optimizers/optimizers.ts';
import { runStateSchema } from '../run/status.ts';
import { searchSpaceSchema } from '../space.ts';

/**
 * The best loss of a run as a step function: `[x, loss]` where it fell, oldest first. It holds up to `end`, the place
 * of the last completed evaluation.
 */
const lossCurveSchema = z.object({
  points: z.array(z.tuple([z.number(), z.number()])),
  end: z.number(),
});
export type LossCurve = z.infer<typeof lossCurveSchema>;

/**
 * One curve over each axis; null where nothing tells the run's places on it. `evaluation`: completed evaluations;
 * `time`: seconds since the first trial; `cost`: what evaluations reported, summed; `fidelity`: full evaluations, the
 * summed fidelity by the highest one.
 */
const lossCurvesSchema = z.object({
  evaluation: lossCurveSchema,
  time: lossCurveSchema.nullable(),
  cost: lossCurveSchema.nullable(),
  fidelity: lossCurveSchema.nullable(),
});
export type LossCurves = z.infer<typeof lossCurvesSchema>;

/** What is known of one run that is compared. */
const comparedRunSchema = z.object({
  key: z.string(),
  name: z.string(),
  root: z.string(),
  /** Null where the directory can't be read; `unreadable_because` then says why. */
  state: runStateSchema.nullable(),
  unreadable_because: z.string().nullable(),
  optimizer: resolvedOptimizerSchema.pick({ name: true, arguments: true }).nullable(),
  seed: z.number().int().nullable(),
  space: searchSpaceSchema.nullable(),
  /** True where the space was read off the trials. */
  space_inferred: z.boolean(),
  /** By YAML key; null for foreign layouts. */
  settings: z.record(z.string(), z.unknown()).nullable(),
  cost_unit: z.string().nullable(),
  curves: z.object({
    all: lossCurvesSchema,
    /** Losses at the highest fidelity alone; what the others spent counts. Null without a fidelity. */
    highest: lossCurvesSchema.nullable(),
  }),
  /** How many losses a success of its has; nothing is compared of more than one. */
  objectives: z.number().int(),
  completed: z.number().int(),
  /** Failed and crashed ones among them. */
  failed: z.number().int(),
});
export type ComparedRun = z.infer<typeof comparedRunSchema>;

/** All runs that are compared; sent again when anything in it changes, at most once a second. */
export const comparisonSchema = z.object({ seq: z.number().int(), runs: z.array(comparedRunSchema) });
export type Comparison = z.infer<typeof comparisonSchema>;
