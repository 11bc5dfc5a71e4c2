import { z } from 'zod';

/** `workers/ID.json`: written once, before the worker's first step. */
export const workerRegistrationSchema = z.object({
  worker: z.string(),
  host: z.string(),
  pid: z.number().int(),
  /** Start time and process space, opaque: {@link ProcessIdentity}. */
  started: z.string().nullable(),
  space: z.string(),
  /** Stop generation when it registered: only later stops bind it. */
  generation: z.number().int(),
  registered_at: z.string(),
  version: z.string(),
  /** Seconds between two heartbeats. */
  heartbeat: z.number(),
  /** Its own budget of evaluations; null without one. */
  max_evaluations: z.number().int().nullable(),
});
export type WorkerRegistration = z.infer<typeof workerRegistrationSchema>;

/** `workers/ID.end.json`: why the worker left, in words and as a code for screens. */
export const workerEndSchema = z.object({
  worker: z.string(),
  ended_at: z.string(),
  reason: z.enum([
    'evaluations',
    'evaluations-per-run',
    'cost',
    'duration',
    'exhausted',
    'stopped',
    'error',
    'root-replaced',
    'system',
  ]),
  because: z.string(),
  evaluations: z.number().int(),
});
export type WorkerEnd = z.infer<typeof workerEndSchema>;

/** One worker as its files tell: `end` is null while it lives or when it died without a word. */
export type WorkerEntry = { readonly registration: WorkerRegistration; readonly end: WorkerEnd | null };

/** Whether workers live: true, false, or null where it can't be known yet (another host, first look). */
export type Liveness = ReadonlyMap<string, boolean | null>;
