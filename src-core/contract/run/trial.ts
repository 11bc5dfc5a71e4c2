import { z } from 'zod';
import { configSchema, fromJsonNumber, jsonNumberSchema } from '../value.ts';

/** What an evaluation logged for TensorBoard: one series a name, `[step, value]` in the order of the steps. */
export const loggedScalarsSchema = z.object({
  series: z.array(z.object({ name: z.string(), points: z.array(z.tuple([z.number(), jsonNumberSchema])) })),
  /** What was not read or is not told, in words; null where all was. */
  left_out: z.string().nullable(),
});
export type LoggedScalars = z.infer<typeof loggedScalarsSchema>;

/** What a person keeps of a trial: a star, a few words, or both. */
export const trialNoteSchema = z.object({ trial: z.string(), star: z.boolean(), note: z.string() });
export type TrialNote = z.infer<typeof trialNoteSchema>;

/** More is no note. */
export const LONGEST_NOTE = 10_000;

/** Every state: `stale` is shown, never stored; `unreadable` exists in foreign runs only. */
export const TRIAL_STATES = [
  'pending',
  'evaluating',
  'stale',
  'success',
  'failed',
  'crashed',
  'unreadable',
] as const;
export const trialStateSchema = z.enum(TRIAL_STATES);
export type TrialState = z.infer<typeof trialStateSchema>;
export const trialErrorSchema = z.object({ type: z.string(), message: z.string(), traceback: z.string() });
export type TrialError = z.infer<typeof trialErrorSchema>;

/**
 * One trial, the same in `trials --format jsonl`, on the wire and on screen: one configuration with state and report.
 * Times are ISO 8601 in UTC; unknown is null; a non-finite loss is a string.
 */
export const trialSchema = z.object({
  trial: z.string(),
  state: trialStateSchema,
  config: configSchema,
  loss: z.union([jsonNumberSchema, z.array(jsonNumberSchema)]).nullable(),
  cost: jsonNumberSchema.nullable(),
  learning_curve: z.array(jsonNumberSchema).nullable(),
  /** A key that is missing is null: JSON leaves out what is undefined. */
  extra: z.unknown().default(null),
  error: trialErrorSchema.nullable(),
  bracket: z.number().int().nullable(),
  rung: z.number().int().nullable(),
  fidelity: z.number().nullable(),
  previous: z.string().nullable(),
  attempt: z.number().int(),
  worker: z.string().nullable(),
  sampled_at: z.string().nullable(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
});
export type Trial = z.infer<typeof trialSchema>;

/** The states after which nothing more happens to a trial: they count as completed evaluations. */
export const COMPLETED_STATES = ['success', 'failed', 'crashed'] as const satisfies readonly TrialState[];

export function isCompleted(state: TrialState): boolean {
  return (COMPLETED_STATES as readonly TrialState[]).includes(state);
}

/** Stands in the place of a worker for a result that a branch took over from another run. */
export const IMPORTED_BY = 'imported';

/** Whether the trial's result is another run's: it is known here, and no budget counts it. */
export function isImported({ state, worker }: Pick<Trial, 'state' | 'worker'>): boolean {
  return worker === IMPORTED_BY && isCompleted(state);
}

/** The error type of an evaluation that a person stopped alone, while its worker went on. */
export const STOPPED_ERROR = 'Stopped';

/** Whether a person stopped this trial. A pipeline's own error of that name has a traceback. */
export function isStopped({ state, error }: Pick<Trial, 'state' | 'error'>): boolean {
  return state === 'failed' && error?.type === STOPPED_ERROR && error.traceback === '';
}

/** The single loss of a trial as a number (NaN and infinities included), null without one or with several. */
export function lossOf(trial: Pick<Trial, 'loss'>): number | null {
  const { loss } = trial;
  if (!Array.isArray(loss)) {
    return loss === null ? null : fromJsonNumber(loss);
  }
  const [only, second] = loss;
  return only !== undefined && second === undefined ? fromJsonNumber(only) : null;
}

/** The loss if this trial may become the incumbent: a success with a finite loss; null otherwise. */
export function winningLoss(trial: Pick<Trial, 'loss' | 'state'>): number | null {
  const loss = trial.state === 'success' ? lossOf(trial) : null;
  return loss !== null && Number.isFinite(loss) ? loss : null;
}

/** What a trial adds to what was spent: its cost where that is a finite number, 0 otherwise. */
export function spentOn({ cost }: Pick<Trial, 'cost'>): number {
  const number = cost === null ? 0 : fromJsonNumber(cost);
  return Number.isFinite(number) ? number : 0;
}

/** The order of results: by end, the unknown ones last; ISO 8601 instants in UTC compare as texts. */
export function compareEnds(
  a: Pick<Trial, 'trial' | 'ended_at'>,
  b: Pick<Trial, 'trial' | 'ended_at'>,
): number {
  if (a.ended_at !== b.ended_at) {
    return b.ended_at === null || (a.ended_at !== null && a.ended_at < b.ended_at) ? -1 : 1;
  }
  return a.trial.length - b.trial.length || (a.trial < b.trial ? -1 : Number(a.trial > b.trial));
}

/** The completed trials in the order in which they ended. */
export function inOrderOfEnd<Ended extends Pick<Trial, 'trial' | 'state' | 'ended_at'>>(
  trials: readonly Ended[],
): Ended[] {
  return trials.filter((trial) => isCompleted(trial.state)).sort(compareEnds);
}
