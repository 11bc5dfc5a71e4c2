import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { analysisEventSchema, analysisQuestionSchema } from '../analysis/analysis.ts';
import { submissionQueueSchema } from '../run/cluster.ts';
import { diagnosisSchema } from '../run/diagnosis.ts';
import { runConfigurationSchema, runUpdateSchema } from '../run/run-view.ts';
import { heartbeatsSchema } from '../run/status.ts';
import { loggedScalarsSchema, trialNoteSchema } from '../run/trial.ts';
import { exportedSchema, exportTargetSchema } from '../setup/documents.ts';
import {
  call,
  environment,
  nothing,
  runKey,
  slurm,
  startedSchema,
  textPieceSchema,
  trialIds,
  workerCount,
  workerCountOrNone,
} from './api-parts.ts';

/** What may be asked of a run, and done to it, by its key. */
export const runApi = {
  watch: call.input(runKey).output(eventIterator(runUpdateSchema)),
  configuration: call.input(runKey).output(runConfigurationSchema),
  /** The run for another tool, as it was resolved at its start. */
  export: call.input(runKey.extend({ to: exportTargetSchema })).output(exportedSchema),
  trialLog: call
    .input(runKey.extend({ trial: z.string(), offset: z.number().int() }))
    .output(textPieceSchema),
  /** What a trial logged for TensorBoard, from the event files in its folder. */
  scalars: call.input(runKey.extend({ trial: z.string() })).output(loggedScalarsSchema),
  workerLog: call
    .input(runKey.extend({ worker: z.string(), offset: z.number().int() }))
    .output(textPieceSchema),
  /** When each living worker gave its last sign of life. */
  heartbeats: call.input(runKey).output(heartbeatsSchema),
  /** One question about the run's trials, answered in a thread of its own; breaking off ends it. */
  analysis: call
    .input(runKey.extend({ question: analysisQuestionSchema }))
    .output(eventIterator(analysisEventSchema)),
  /** Looks at the whole run for what is wrong with it. */
  doctor: call.input(runKey).output(diagnosisSchema),
  /**
   * Mends what has one answer (`all`) and what a person has decided, and looks again. Only stale trials are mended while
   * workers live.
   */
  mend: call
    .input(
      runKey.extend({
        all: z.boolean(),
        requeue: z.array(z.string()),
        crash: z.array(z.string()),
        keep: z.array(z.object({ trial: z.string(), side: z.enum(['journal', 'files']) })),
      }),
    )
    .output(diagnosisSchema),
  /** All workers; with `trials` these evaluations alone, at once: they end as failed ones and their workers go on. */
  stop: call.input(runKey.extend({ now: z.boolean(), trials: trialIds.optional() })).output(nothing),
  /**
   * Begins the next stop generation, changes settings (`KEY=VALUE`), adds workers. With `failed: requeue` failed
   * trials are evaluated again.
   */
  resume: call
    .input(
      runKey.extend({
        workers: workerCountOrNone,
        env: environment,
        set: z.array(z.string()),
        failed: z.enum(['keep', 'requeue']).default('keep'),
        slurm,
      }),
    )
    .output(startedSchema),
  /** Puts trials back into the queue; `workers_alive` 0: they wait for a resume. */
  requeue: call
    .input(runKey.extend({ trials: trialIds }))
    .output(z.object({ trials: z.array(z.string()), workers_alive: z.number().int() })),
  /** Keeps a star or a few words of a trial; what is left out stays as it is. */
  note: call
    .input(
      runKey.extend({
        trial: z.string(),
        star: z.boolean().optional(),
        note: z.string().optional(),
      }),
    )
    .output(trialNoteSchema),
  /** Moves trials to the trash; `trash` is null for one without a directory. */
  delete: call.input(runKey.extend({ trials: trialIds })).output(
    z.object({
      trials: z.array(z.object({ trial: z.string(), trash: z.string().nullable() })),
    }),
  ),
  /** A configuration of one's own (`NAME=VALUE`), evaluated next. */
  enqueue: call.input(runKey.extend({ values: z.array(z.string()) })).output(
    z.object({
      trial: z.string(),
      workers_alive: z.number().int(),
      /** False where the budget of evaluations is used up: it waits for a larger one. */
      has_room: z.boolean(),
    }),
  ),
  /** One or more workers for a run in progress, with the settings it has. */
  addWorkers: call
    .input(runKey.extend({ workers: workerCount, env: environment, slurm }))
    .output(startedSchema),
  /** What Slurm says of the jobs of the run that may not be over. It is asked at that moment, which may take seconds. */
  queues: call.input(runKey).output(z.array(submissionQueueSchema)),
};
