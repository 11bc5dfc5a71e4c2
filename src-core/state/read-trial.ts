import { z } from 'zod';
import { readTypedYaml } from '#core/config/read-typed-yaml.ts';
import { plainValue } from '#core/config/typed-value.ts';
import type { TrialError } from '#core/contract/trial.ts';
import { type Config, configSchema, type JsonNumber, toJsonNumber } from '#core/contract/value.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import type { RunLayout, TrialLayout } from './layout.ts';

const seconds = z.number().nullish();
const metadataSchema = z.object({
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
const resultSchema = z.object({
  loss: anyNumber,
  cost: anyNumber.nullish(),
  learning_curve: z.array(anyNumber).nullish(),
  info_dict: z.unknown().optional(),
});
const errorSchema = z.object({
  err: z.string(),
  tb: z.string().nullish(),
  type: z.string().nullish(),
  cost: anyNumber.nullish(),
});

type TrialOutcome =
  | {
      readonly kind: 'success';
      readonly loss: JsonNumber;
      readonly cost: JsonNumber | null;
      readonly learning_curve: readonly JsonNumber[] | null;
      readonly extra: unknown;
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
  const result = readYamlAs(resultSchema, path);
  if (result === null) {
    return null;
  }
  return {
    kind: 'success',
    loss: result.loss,
    cost: result.cost ?? null,
    learning_curve: result.learning_curve ?? null,
    extra: result.info_dict ?? null,
  };
}

function readError(path: string): TrialOutcome | null {
  const error = readYamlAs(errorSchema, path);
  if (error === null) {
    return null;
  }
  const { err: message, tb, type, cost } = error;
  return { kind: 'failed', error: { type: type ?? '', message, traceback: tb ?? '' }, cost: cost ?? null };
}

function readYamlAs<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> | null {
  const text = readTextOrNull(path);
  if (text === null) {
    return null;
  }
  const read = readTypedYaml(text);
  const parsed = read.kind === 'value' ? schema.safeParse(plainValue(read.value)) : null;
  return parsed?.success === true ? parsed.data : null;
}
