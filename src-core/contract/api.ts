import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { analysisEventSchema, analysisQuestionSchema } from './analysis.ts';
import { branchReportSchema } from './branch.ts';
import { checkReportSchema } from './check.ts';
import { scriptPreviewSchema, slurmWishSchema, submissionQueueSchema } from './cluster.ts';
import { comparisonSchema } from './compare.ts';
import { diagnosisSchema } from './diagnosis.ts';
import { fileUpdateSchema, savedFileSchema, unsavedTextsSchema } from './document-file.ts';
import { existingChoiceSchema, existingRunSchema } from './existing-run.ts';
import { exportedSchema, exportTargetSchema } from './exported.ts';
import { heartbeatsSchema } from './heartbeats.ts';
import { directoryEntrySchema, exampleSchema, homeUpdateSchema, hostInfoSchema } from './home.ts';
import { foundInterpretersSchema } from './interpreters.ts';
import { pipelineTestEventSchema } from './pipeline-test.ts';
import { rootFindingSchema } from './root-finding.ts';
import { runConfigurationSchema, runUpdateSchema } from './run-view.ts';
import { loggedScalarsSchema } from './scalars.ts';
import { trashEntrySchema } from './trash.ts';
import { trialNoteSchema } from './trial-note.ts';

/** Data of every error that crosses the contract; the same as `ErrorData`. */
const failure = {
  REFUSED: {
    data: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  },
} as const;
const call = oc.errors(failure);

const runKey = z.object({ key: z.string() });
const nothing = z.object({});
const environment = z.record(z.string(), z.string());
const workerCount = z.number().int().min(1).max(256);
/** None: a change of settings alone, for workers at work. */
const workerCountOrNone = z.number().int().min(0).max(256);
/** Absent or null for workers of the host's machine. */
const slurm = slurmWishSchema.nullable().default(null);
const trialIds = z.array(z.string()).min(1);

/** A piece of a growing text file from byte `offset` on; `size` is its size now. */
const textPieceSchema = z.object({ text: z.string(), offset: z.number().int(), size: z.number().int() });

/** A text file as a whole. */
const textFileSchema = z.object({ path: z.string(), text: z.string() });

/** A run's YAML on a screen; `unsaved` stands for what the files say that it refers to. */
const documentSchema = z.object({
  text: z.string(),
  file: z.string().nullable(),
  /** Where relative paths of a text without a file start; null for the host's own place. */
  folder: z.string().nullable().default(null),
  unsaved: unsavedTextsSchema.default({}),
});

const startedSchema = z.object({
  kind: z.literal('started'),
  key: z.string(),
  root: z.string(),
  workers: z.array(z.string()),
  /** What the person should know of it: joined, continued, a budget that is already used up. */
  note: z.string().nullable(),
  /** Where the run that was overwritten lies now; null where none was. */
  trash: z.string().nullable(),
});

/**
 * The engine's API, written once for every transport. Inputs and outputs are validated at the boundary; live data are
 * event iterators that start with all there is, and close when the client breaks off.
 */
export const engineContract = {
  host: {
    info: call.input(nothing).output(hostInfoSchema),
    /** Directories, YAML files and source texts of one folder, for the browser host's own dialog. */
    list: call
      .input(z.object({ path: z.string() }))
      .output(
        z.object({ path: z.string(), parent: z.string().nullable(), entries: z.array(directoryEntrySchema) }),
      ),
  },
  home: {
    watch: call.input(nothing).output(eventIterator(homeUpdateSchema)),
    /** Adds a run directory to the list; nothing is written into it. */
    open: call.input(z.object({ path: z.string() })).output(runKey),
    /** Takes it off the list; its files stay. */
    remove: call.input(runKey).output(nothing),
    watchFolder: call.input(z.object({ path: z.string() })).output(z.object({ found: z.number().int() })),
    unwatchFolder: call.input(z.object({ path: z.string() })).output(nothing),
    /** What lies in the trash of these folders (those that hold runs, and runs with their deleted trials), newest first. */
    trash: call
      .input(z.object({ folders: z.array(z.string()).max(5_000) }))
      .output(z.array(trashEntrySchema)),
    /** Moves an entry back, a run whose place is taken to its `other_place`; answers the key of the run. */
    restore: call.input(z.object({ path: z.string() })).output(runKey.extend({ root: z.string() })),
    examples: call.input(nothing).output(z.array(exampleSchema)),
    /** Copies the example where it may be changed and answers with its YAML; an earlier copy stays as it is. */
    copyExample: call.input(z.object({ name: z.string() })).output(textFileSchema),
    /** Copies the example where it may be changed, starts it and answers with its key. */
    startExample: call.input(z.object({ name: z.string() })).output(runKey),
  },
  run: {
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
  },
  compare: {
    /** Runs of the list beside each other; one that can't be read says so in its place. */
    watch: call
      .input(z.object({ keys: z.array(z.string()).max(200) }))
      .output(eventIterator(comparisonSchema)),
  },
  setup: {
    /** `file` is where the text lives or would live; its folder is where relative paths start. */
    check: call
      .input(documentSchema.extend({ samples: z.number().int().max(100) }))
      .output(checkReportSchema),
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
  },
};
export type EngineContract = typeof engineContract;
export type Started = z.infer<typeof startedSchema>;
export type TextPiece = z.infer<typeof textPieceSchema>;
