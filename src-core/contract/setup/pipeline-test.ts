import { z } from 'zod';
import { trialErrorSchema } from '../run/trial.ts';
import { configSchema, jsonNumberSchema } from '../value.ts';

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
