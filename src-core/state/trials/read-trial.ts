import { z } from 'zod';
import { type FloatRuns, splitFloats } from '#core/config/values/float-runs.ts';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import { type Config, configSchema, type JsonNumber, toJsonNumber } from '#core/contract/value.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import type { RunLayout, TrialLayout } from '../layout.ts';

const seconds = z.number().nullish();
export const metadataSchema = z.object({
  time_sampled: seconds,
  time_started: seconds,
  time_end: seconds,
  evaluation_duration: seconds,
  state: z.string().nullish(),
  worker: z.string().nullish(),
  attempt: z.number().int().nullish(),
  requeues: z.number().int().nullish(),
  bracket: z.number().int().nullish(),
  rung: z.number().int().nullish(),
  fidelity: z.number().nullish(),
  previous: z.string().nullish(),
});
type TrialMetadata = z.infer<typeof metadataSchema>;

/** Non-finite numbers are numbers in YAML. */
const anyNumber = z.custom<number>((value) => typeof value === 'number').transform(toJsonNumber);
export const resultSchema = z.object({
  loss: anyNumber,
  cost: anyNumber.nullish(),
  learning_curve: z.array(anyNumber).nullish(),
  info_dict: z.unknown().optional(),
});
export const errorSchema = z.object({
  err: z.string(),
  tb: z.string().nullish(),
  type: z.string().nullish(),
  cost: anyNumber.nullish(),
});

/** What came of a trial. */
export type TrialOutcome =
  | {
      readonly kind: 'success';
      readonly loss: JsonNumber;
      readonly cost: JsonNumber | null;
      readonly learning_curve: readonly JsonNumber[] | null;
      readonly extra: unknown;
      /** Which of its numbers are floats; null where JSON tells. */
      readonly extra_floats: FloatRuns | null;
    }
  | { readonly kind: 'failed'; readonly error: TrialError; readonly cost: JsonNumber | null };

/** A trial as its own files tell; `outcome` is null without a readable one. */
export type TrialOnDisk = {
  readonly trial: string;
  readonly config: Config;
  readonly metadata: TrialMetadata;
  readonly outcome: TrialOutcome | null;
};

/** Reads a trial's files; null where its configuration can't be read, for nothing is known of it then. */
export function readTrial(layout: RunLayout, trial: string): TrialOnDisk | null {
  const files = layout.trial(trial);
  const config = readYamlAs(configSchema, files.config);
  if (config === null) {
    return null;
  }
  const metadata = readYamlAs(metadataSchema, files.metadata) ?? {};
  return { trial, config, metadata, outcome: readOutcome(files, metadata.state ?? null) };
}

/** Whether none of a trial's files can be read: neither its configuration nor what came of it. */
export function readsNothing(layout: RunLayout, trial: string): boolean {
  const { config, result, error } = layout.trial(trial);
  const isRead = (schema: z.ZodType, path: string) => readYamlAs(schema, path) !== null;
  return !(isRead(configSchema, config) || isRead(resultSchema, result) || isRead(errorSchema, error));
}

/**
 * The outcome that the state calls for, since the state is written before it: a `result.yaml` beside another state is
 * what a command has written for itself. Without a state, whatever is there.
 */
function readOutcome(files: TrialLayout, state: string | null): TrialOutcome | null {
  switch (state) {
    case 'success':
      return readResult(files.result);
    case 'failed':
    case 'crashed':
      return readError(files.error);
    case 'pending':
    case 'evaluating':
      return null;
    default:
      return readResult(files.result) ?? readError(files.error);
  }
}

function readResult(path: string): TrialOutcome | null {
  const typed = readYaml(path);
  const result = parsedAs(resultSchema, typed);
  if (result === null) {
    return null;
  }
  const { plain, floats } = splitFloats(infoOf(typed));
  return {
    kind: 'success',
    loss: result.loss,
    cost: result.cost ?? null,
    learning_curve: result.learning_curve ?? null,
    extra: plain,
    extra_floats: floats,
  };
}

function infoOf(result: TypedValue): TypedValue {
  const isMapping = typeof result === 'object' && result !== null && 'info_dict' in result;
  return isMapping ? (result.info_dict ?? null) : null;
}

function readError(path: string): TrialOutcome | null {
  const error = readYamlAs(errorSchema, path);
  if (error === null) {
    return null;
  }
  const { err: message, tb, type, cost } = error;
  return { kind: 'failed', error: { type: type ?? '', message, traceback: tb ?? '' }, cost: cost ?? null };
}

/** The value of a YAML file; null where it is missing or something else. */
export function readYamlAs<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> | null {
  return parsedAs(schema, readYaml(path));
}

/** Null where the file is missing, unreadable or empty. */
function readYaml(path: string): TypedValue {
  const text = readTextOrNull(path);
  const read = text === null ? null : readTypedYaml(text);
  return read?.kind === 'value' ? read.value : null;
}

function parsedAs<Schema extends z.ZodType>(schema: Schema, value: TypedValue): z.infer<Schema> | null {
  const parsed = schema.safeParse(plainValue(value));
  return parsed.success ? parsed.data : null;
}
