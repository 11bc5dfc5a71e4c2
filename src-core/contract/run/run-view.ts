import { z } from 'zod';
import { resolvedOptimizerSchema } from '../optimizers/optimizers.ts';
import { parameterSchema } from '../space.ts';
import { runStatusSchema } from './status.ts';
import { type Trial, trialNoteSchema, trialSchema, trialStateSchema } from './trial.ts';

/** How many trials of a run count in another one, and why the others do not. */
export const branchReportSchema = z.object({
  imported: z.number().int(),
  /** Whether they keep brackets and rungs: the optimizer, its arguments and the fidelity are the same. */
  keeps_rungs: z.boolean(),
  /** Most trials first; `because` completes "a trial that …". */
  left_out: z.array(z.object({ because: z.string(), trials: z.number().int() })),
});
export type BranchReport = z.infer<typeof branchReportSchema>;

/** Where the first trials of a run are from. */
export const branchOriginSchema = branchReportSchema.extend({
  root: z.string(),
  /** Null for runs of other programs, which have none. */
  run_id: z.string().nullable(),
});
export type BranchOrigin = z.infer<typeof branchOriginSchema>;

/** A run that began with trials of this one. */
export const branchLinkSchema = z.object({ root: z.string(), run_id: z.string(), at: z.string() });
export type BranchLink = z.infer<typeof branchLinkSchema>;

/** One line of the list of latest events; `kind` picks its icon. */
const runEventSchema = z.object({
  kind: z.enum([
    'new-best',
    'failed',
    'crashed',
    'worker-joined',
    'worker-left',
    'worker-died',
    'stopped',
    'launched',
  ]),
  at: z.string(),
  trial: z.string().nullable(),
  message: z.string(),
});
export type RunEvent = z.infer<typeof runEventSchema>;

/** The parts of a run that change rarely. */
const runFactsSchema = z.object({
  key: z.string(),
  name: z.string(),
  root: z.string(),
  /** True where the space was read off the trials, not written by anyone. */
  space_inferred: z.boolean(),
  space: z.array(parameterSchema).nullable(),
  optimizer: resolvedOptimizerSchema.nullable(),
  /** Settings by YAML key, for the Configuration tab and the dialogs; null for foreign layouts. */
  settings: z.record(z.string(), z.unknown()).nullable(),
  /** Null where stopping, resuming and adding workers is possible; otherwise the reason it is not. */
  read_only_because: z.string().nullable(),
});
export type RunFacts = z.infer<typeof runFactsSchema>;

const STATES: ReadonlySet<unknown> = new Set(trialStateSchema.options);

/** A trial by its outline: its name, its state, its configuration, and a report that is there or null. */
function looksLikeTrial(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { trial, state, config, loss, attempt } = value as Readonly<Record<string, unknown>>;
  return (
    typeof trial === 'string' &&
    STATES.has(state) &&
    typeof config === 'object' &&
    config !== null &&
    loss !== undefined &&
    typeof attempt === 'number'
  );
}

/**
 * All trials of a run, each checked by its outline alone. Readers make them of that type, and each that changes later is
 * checked as a whole in its delta: to check and copy 100,000 of them value by value takes seconds and half of the memory.
 */
const allTrialsSchema = z.custom<Trial[]>((value) => Array.isArray(value) && value.every(looksLikeTrial));

/**
 * What a watcher of one run receives: first a snapshot, then deltas whose `seq` counts up by one, or by more where
 * several were merged for a reader that was slow; nothing is ever left out. A client that reconnects with the last seq
 * it saw continues there, or gets a new snapshot where the host no longer has it. A snapshot can come at any time and
 * replaces all that was known: after a pause, or when another run has taken the directory's place.
 */
export const runUpdateSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('snapshot'),
    seq: z.number().int(),
    facts: runFactsSchema,
    status: runStatusSchema,
    events: z.array(runEventSchema),
    trials: allTrialsSchema,
    /** Absent where there are none. */
    notes: z.exactOptional(z.array(trialNoteSchema)),
  }),
  z.object({
    kind: z.literal('delta'),
    seq: z.number().int(),
    /** Null where unchanged. */
    facts: runFactsSchema.nullable(),
    status: runStatusSchema,
    /** The latest events, newest first (whole list, at most 50). */
    events: z.array(runEventSchema),
    /** New and changed trials; order does not matter. */
    trials: z.array(trialSchema),
    deleted: z.array(z.string()),
    /** All of them, as they are now; absent where unchanged. */
    notes: z.exactOptional(z.array(trialNoteSchema)),
  }),
]);
export type RunUpdate = z.infer<typeof runUpdateSchema>;

/** One start, resume or added worker as it was asked for. */
export const launchSchema = z.object({
  at: z.string(),
  host: z.string(),
  by: z.string(),
  version: z.string(),
  workers: z.number().int(),
  /** Where they are tasks of a cluster's job; absent for processes of the launching machine. */
  scheduler: z.exactOptional(z.literal('slurm')),
  /** Variables of these workers' environment, without those whose names tell that they are secret. */
  env: z.exactOptional(z.record(z.string(), z.string())),
  /** `KEY=VALUE` as given. */
  set: z.array(z.string()),
  file: z.string().nullable(),
  yaml: z.string(),
  /** SHA-256 of the pipeline's source file; absent where it has none of its own. */
  code: z.exactOptional(z.string()),
  /** The file that `pipeline_space` named, as it was then; absent where the space was in the YAML itself. */
  space_file: z.exactOptional(z.object({ path: z.string(), text: z.string() })),
});
export type Launch = z.infer<typeof launchSchema>;

/** Another run, which a link opens. */
const linkedRunSchema = z.object({ root: z.string(), name: z.string() });

/** The Configuration tab. */
export const runConfigurationSchema = z.object({
  facts: runFactsSchema,
  launches: z.array(launchSchema),
  format: z.number().int().nullable(),
  run_id: z.string().nullable(),
  /** Where its first trials are from; null where it began empty. */
  branched_from: linkedRunSchema.extend(branchReportSchema.shape).nullable(),
  /** Runs that began with its trials. */
  branches: z.array(linkedRunSchema.extend({ at: z.string() })),
  size_bytes: z.number(),
  files: z.number().int(),
});
export type RunConfiguration = z.infer<typeof runConfigurationSchema>;
