import { z } from 'zod';
import { problemSchema } from '../setup/problem.ts';
import { configSchema } from '../value.ts';

/**
 * The last sign of life of each worker that has not left, by the time of its heartbeat's file; null where there is none
 * yet. Empty for runs of other programs, whose workers give none.
 */
export const heartbeatsSchema = z.array(z.object({ worker: z.string(), at: z.string().nullable() }));
export type Heartbeats = z.infer<typeof heartbeatsSchema>;

/** `incumbent` for runs of ours; for other programs the format, and its version if that is known: `neps-0.14`. */
const layoutSchema = z.string();
export type Layout = z.infer<typeof layoutSchema>;

export const runStateSchema = z.enum([
  'running',
  'stalled',
  'stopped',
  'finished',
  'failed',
  'empty',
  'unknown',
]);
export type RunState = z.infer<typeof runStateSchema>;

export const finishedBecauseSchema = z.enum(['evaluations', 'cost', 'duration', 'exhausted']);
export type FinishedBecause = z.infer<typeof finishedBecauseSchema>;

/**
 * `alive` is null where it can't be known yet (another host, first look); it then counts as alive. Of a worker of another
 * program, host and process may be unknown.
 */
const workerStatusSchema = z.object({
  id: z.string(),
  host: z.string().nullable(),
  pid: z.number().int().nullable(),
  alive: z.boolean().nullable(),
  trial: z.string().nullable(),
  started_at: z.string(),
  /** Why the worker ended, in words; null while it lives or when it died without a word. */
  ended_because: z.string().nullable(),
  /** When one that does not live any more left, or gave its last sign of life; absent where that is not known. */
  left_at: z.exactOptional(z.string()),
});
export type WorkerStatus = z.infer<typeof workerStatusSchema>;

/** A job of a cluster's scheduler whose tasks are workers, as far as the root tells of it. */
const submissionStatusSchema = z.object({
  /** Its name in the root: `0001`. */
  submission: z.string(),
  scheduler: z.literal('slurm'),
  /** As the scheduler names it; null where it has not answered. */
  job: z.string().nullable(),
  /** Null where the scheduler named none. */
  cluster: z.string().nullable(),
  at: z.string(),
  host: z.string(),
  by: z.string(),
  /** What was asked of the scheduler. */
  options: z.array(z.string()),
  tasks: z.number().int(),
  /** Tasks whose worker has come. */
  begun: z.number().int(),
  /** Tasks that have not come yet and are not bound by a stop. Whether they still wait, the scheduler alone knows. */
  waiting: z.number().int(),
  /** Workers of it that live, or of which it can't be known yet. */
  alive: z.number().int(),
});
export type SubmissionStatus = z.infer<typeof submissionStatusSchema>;

export const countsSchema = z.object({
  pending: z.number().int(),
  evaluating: z.number().int(),
  stale: z.number().int(),
  success: z.number().int(),
  failed: z.number().int(),
  crashed: z.number().int(),
  unreadable: z.number().int(),
});
export type Counts = z.infer<typeof countsSchema>;

const bestSchema = z.object({
  trial: z.string(),
  loss: z.number(),
  config: configSchema,
  ended_at: z.string().nullable(),
});
export type Best = z.infer<typeof bestSchema>;

/** The document of `status --json`. Names are a promise: add to them, never change them. */
export const runStatusSchema = z.object({
  schema: z.literal(1),
  root: z.string(),
  layout: layoutSchema,
  state: runStateSchema,
  finished_because: finishedBecauseSchema.nullable(),
  optimizer: z.object({ name: z.string() }).nullable(),
  counts: countsSchema,
  best: bestSchema.nullable(),
  budget: z.object({
    evaluations: z.object({
      completed: z.number().int(),
      committed: z.number().int(),
      total: z.number().int().nullable(),
    }),
    cost: z.object({ spent: z.number(), total: z.number().nullable() }),
    duration: z.object({ spent: z.number(), total: z.number().nullable() }),
  }),
  workers: z.array(workerStatusSchema),
  /** Oldest first; absent where nothing was ever submitted. */
  submissions: z.exactOptional(z.array(submissionStatusSchema)),
  problems: z.array(problemSchema),
  /** Ours beyond the first promise: what the screens show beside it. */
  run_id: z.string().nullable(),
  created_at: z.string().nullable(),
  last_change_at: z.string().nullable(),
  /** One sentence on why the run stands where it stands; null while it runs. */
  message: z.string().nullable(),
  cost_unit: z.string().nullable(),
  /** What every living worker was asked to do: `finish` its evaluation or end it `now`; null while any goes on. */
  stopping: z.enum(['finish', 'now']).nullable(),
  /** How many workers worked together since the last start or resume; null where that is not known. */
  last_workers: z.number().int().nullable(),
  /** The variables that were given with it; secret ones are kept nowhere. */
  last_env: z.record(z.string(), z.string()),
});
export type RunStatus = z.infer<typeof runStatusSchema>;
