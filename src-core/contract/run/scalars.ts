import { z } from 'zod';
import { jsonNumberSchema } from '../value.ts';

/** What an evaluation logged for TensorBoard: one series a name, `[step, value]` in the order of the steps. */
export const loggedScalarsSchema = z.object({
  series: z.array(z.object({ name: z.string(), points: z.array(z.tuple([z.number(), jsonNumberSchema])) })),
  /** What was not read or is not told, in words; null where all was. */
  left_out: z.string().nullable(),
});
export type LoggedScalars = z.infer<typeof loggedScalarsSchema>;
