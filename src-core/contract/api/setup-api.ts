import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { scriptPreviewSchema, slurmWishSchema } from '../run/cluster.ts';
import { existingChoiceSchema, existingRunSchema, rootFindingSchema } from '../run/existing-run.ts';
import { branchReportSchema } from '../run/run-view.ts';
import { checkReportSchema } from '../setup/check.ts';
import { fileUpdateSchema, savedFileSchema } from '../setup/documents.ts';
import { foundInterpretersSchema, pipelineTestEventSchema } from '../setup/pipeline.ts';
import {
  call,
  documentSchema,
  environment,
  slurm,
  startedSchema,
  textFileSchema,
  workerCount,
} from './api-parts.ts';

/** Setting a run up: its document, what a start would find, and the start itself. */
export const setupApi = {
  /** `file` is where the text lives or would live; its folder is where relative paths start. */
  check: call.input(documentSchema.extend({ samples: z.number().int().max(100) })).output(checkReportSchema),
  read: call.input(z.object({ path: z.string() })).output(textFileSchema),
  /** Writes a document in one go, if its file says what is `known` of it (null: there is none), or `replace` is said. */
  save: call
    .input(
      z.object({
        path: z.string(),
        text: z.string(),
        known: z.string().nullable(),
        replace: z.boolean(),
      }),
    )
    .output(savedFileSchema),
  /** How many trials of a run fit this document, and why others do not; null while it can't be read. */
  branch: call.input(documentSchema.extend({ from: z.string() })).output(branchReportSchema.nullable()),
  /** What a start would find at a place, relative to the folder of `file`; nothing is written. */
  lookAtRoot: call
    .input(
      z.object({
        root: z.string(),
        file: z.string().nullable(),
        folder: z.string().nullable().default(null),
      }),
    )
    .output(rootFindingSchema),
  watchFile: call.input(z.object({ path: z.string() })).output(eventIterator(fileUpdateSchema)),
  /**
   * Evaluates one configuration in a scratch directory, at the lowest fidelity where there is one. This imports the
   * person's code; breaking off ends it.
   */
  test: call.input(documentSchema).output(eventIterator(pipelineTestEventSchema)),
  /** Every Python that could run the pipeline, as they are found; breaking off ends the search. */
  interpreters: call.input(documentSchema).output(eventIterator(foundInterpretersSchema)),
  /** The script that submitting so many workers for a root would write. */
  script: call
    .input(slurmWishSchema.extend({ root: z.string(), workers: z.number().int() }))
    .output(scriptPreviewSchema),
  start: call
    .input(
      documentSchema.extend({
        workers: workerCount,
        env: environment,
        slurm,
        existing: existingChoiceSchema,
        /** The run whose trials a new one begins with, as far as they fit. */
        branch_from: z.string().nullable().default(null),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        startedSchema,
        z.object({ kind: z.literal('exists'), existing: existingRunSchema }),
      ]),
    ),
};
