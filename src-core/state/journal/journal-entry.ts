import { z } from 'zod';
import { trialErrorSchema } from '#core/contract/run/trial.ts';
import { TRIAL_ID } from '#core/contract/run/trial-order.ts';
import { type Config, jsonNumberSchema } from '#core/contract/value.ts';

/** A file may hold anything: counters stay where adding one is exact, ids never lead out of the run directory. */
function count() {
  return z
    .number()
    .int()
    .min(0)
    .max(2 ** 50);
}
const trial = { trial: z.string().regex(TRIAL_ID) };

/**
 * One line of a journal. A journal has one writer, named by its file; lines of all journals are ordered by
 * (`fence`, `seq`). `time` is for people: milliseconds since 1970 by the writer's clock.
 */
const stamp = { fence: count(), seq: count(), time: z.number() };

/** The worker that is meant where it is not the writer: in a journal that was rebuilt from the files. */
const by = { by: z.string().optional() };

const placement = {
  bracket: z.number().int().nullable(),
  rung: z.number().int().nullable(),
  fidelity: z.number().nullable(),
};

/** Checked in place: a copy of each configuration would double the memory of a long run. */
const configSchema = z.custom<Config>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((item) => ['string', 'number', 'boolean'].includes(typeof item)),
  'a configuration is expected',
);

/** A trial number is set aside for a decision that is being thought about. */
const reserveSchema = z.object({ op: z.literal('reserve'), ...stamp, number: count() });

/** A number that the writer `of` reserved is given back unused: by itself, or by others after its death. */
const releaseSchema = z.object({
  op: z.literal('release'),
  ...stamp,
  number: count(),
  of: z.string(),
  because: z.string(),
});

/** A reserved number becomes a trial. `attempt` 1: its writer evaluates it; 0: it waits for whoever takes it. */
const sampleSchema = z.object({
  op: z.literal('sample'),
  ...stamp,
  ...by,
  number: count(),
  ...trial,
  config: configSchema,
  ...placement,
  attempt: count(),
});

/** A trial is continued at a higher rung; the number that was reserved for the decision is given back. */
const promoteSchema = z.object({
  op: z.literal('promote'),
  ...stamp,
  ...by,
  reservation: count(),
  from: z.string(),
  ...trial,
  config: configSchema,
  ...placement,
  attempt: count(),
});

/** A pending trial is taken by the writer. */
const claimSchema = z.object({
  op: z.literal('claim'),
  ...stamp,
  ...by,
  ...trial,
  attempt: count(),
});

/** The result of one attempt. `late`: the trial had a result already, so this one is kept beside it. */
const reportSchema = z.object({
  op: z.literal('report'),
  ...stamp,
  ...by,
  ...trial,
  attempt: count(),
  late: z.boolean(),
  state: z.enum(['success', 'failed']),
  loss: jsonNumberSchema.nullable(),
  cost: jsonNumberSchema.nullable(),
  learning_curve: z.array(jsonNumberSchema).nullable(),
  extra: z.unknown().default(null),
  /** Which numbers of `extra` are floats, as `config/values/float-runs.ts` has it; missing where JSON tells their kinds. */
  extra_floats: z.array(count()).readonly().optional(),
  error: trialErrorSchema.nullable(),
  started: z.number(),
  ended: z.number(),
  seconds: z.number().nullable(),
});

/** An attempt whose worker died ends without a result. `counts` towards `max_requeues`. */
const requeueSchema = z.object({
  op: z.literal('requeue'),
  ...stamp,
  ...trial,
  attempt: count(),
  because: z.string(),
  counts: z.boolean(),
});

/** A worker gives its own attempt back without a result: stop-now, preemption. Never counts. */
const handBackSchema = z.object({
  op: z.literal('hand-back'),
  ...stamp,
  ...trial,
  attempt: count(),
  because: z.string(),
});

/** A trial whose workers died too often is given up. */
const crashSchema = z.object({
  op: z.literal('crash'),
  ...stamp,
  ...trial,
  attempt: count(),
  message: z.string(),
});

/** A completed trial waits to be evaluated again: results with a lower fence no longer count. */
const reopenSchema = z.object({
  op: z.literal('reopen'),
  ...stamp,
  ...trial,
  because: z.string(),
});

/** A trial is deleted; its number is not used again. */
const deleteSchema = z.object({ op: z.literal('delete'), ...stamp, ...trial });

/** A trial that was deleted is there again, as it was. */
const restoreSchema = z.object({ op: z.literal('restore'), ...stamp, ...trial });

/** The last line of a journal whose writer left in order. */
const endedSchema = z.object({ op: z.literal('ended'), ...stamp, because: z.string() });

/** The closed set of journal operations as they are stored. */
export const journalLineSchema = z.discriminatedUnion('op', [
  reserveSchema,
  releaseSchema,
  sampleSchema,
  promoteSchema,
  claimSchema,
  reportSchema,
  requeueSchema,
  handBackSchema,
  crashSchema,
  reopenSchema,
  deleteSchema,
  restoreSchema,
  endedSchema,
]);
export type JournalLine = z.infer<typeof journalLineSchema>;

/** A journal line together with the writer that its file names. */
export type JournalEntry = JournalLine & { readonly writer: string };

/** The entries of one operation. */
export type EntryOf<Op extends JournalLine['op']> = Extract<JournalEntry, { readonly op: Op }>;

/** What a writer says; the session adds the stamp. */
export type JournalOperation = JournalLine extends infer Line
  ? Line extends JournalLine
    ? Omit<Line, 'fence' | 'seq' | 'time'>
    : never
  : never;
