import { z } from 'zod';

/** `finish`: end after the evaluation in progress; `now`: interrupt it; `error`: as finish, because one failed. */
export const stopKindSchema = z.enum(['finish', 'now', 'error']);
export type StopKind = z.infer<typeof stopKindSchema>;

/** One stop generation: it binds every worker that registered at a lower generation, on whatever machine. */
export const stopSchema = z.object({
  generation: z.number().int(),
  kind: stopKindSchema,
  at: z.string(),
  /** Who asked, for people: a worker's id, `app`, `command line`. */
  by: z.string(),
  /** `error`: the trial that failed. `now`: this trial alone is interrupted, the workers go on. */
  trial: z.string().nullable(),
  message: z.string().nullable(),
});
export type Stop = z.infer<typeof stopSchema>;
export type StopRequest = Pick<Stop, 'kind' | 'by'> & Partial<Pick<Stop, 'trial' | 'message'>>;
