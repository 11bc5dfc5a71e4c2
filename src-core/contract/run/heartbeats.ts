import { z } from 'zod';

/**
 * The last sign of life of each worker that has not left, by the time of its heartbeat's file; null where there is none
 * yet. Empty for runs of other programs, whose workers give none.
 */
export const heartbeatsSchema = z.array(z.object({ worker: z.string(), at: z.string().nullable() }));
export type Heartbeats = z.infer<typeof heartbeatsSchema>;
