import { join } from 'node:path';
import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import type { Trial, TrialError, TrialState } from '#core/contract/run/trial.ts';
import { readSmallFile } from '#core/readers/foreign/small-file.ts';
import { configOf, errorOf, instantOf, type Mapping, resultOf, textOf } from '../parts.ts';
import { mappingOf, readPythonMapping } from '../python/python-yaml.ts';
import { named, nothing } from '../trials/unknown-trial.ts';
import type { TrialFormat, TrialReading, TrialSurroundings } from './layout.ts';

/** What a version writes differently in `report.yaml`. */
type Peculiarities = {
  /** The user's own values within what `extra` holds. */
  readonly userValues: (extra: Mapping) => Mapping;
};

/**
 * Trials in `configs/config_ID/`: `config.yaml`, then `metadata.json` with the state, then `report.yaml`. The library
 * writes in place, so any of them may be cut; the state says when the report is whole.
 */
export function configsFormat({ userValues }: Peculiarities): TrialFormat {
  return {
    folder: 'configs',
    files: ['config.yaml', 'metadata.json', 'report.yaml'],
    substitutes: { 'config.yaml': 'config.json', 'report.yaml': 'report.json' },
    filesTellAll: true,
    read: (id, directory, surroundings) => {
      const config = readEither(directory, 'config');
      const metadata = readJson(join(directory, 'metadata.json'));
      const report = readEither(directory, 'report');
      return config === null && metadata === null
        ? nothing(id, directory, surroundings)
        : trialOf({ id, config, metadata, report }, userValues, surroundings);
    },
  };
}

type Files = {
  readonly id: string;
  readonly config: Mapping | null;
  readonly metadata: Mapping | null;
  readonly report: Mapping | null;
};

/** `NEPS_CONFIG_SERIALIZE_FORMAT` makes the library write JSON in the place of YAML. */
function readEither(directory: string, name: string): Mapping | null {
  const yaml = readSmallFile(join(directory, `${name}.yaml`));
  return yaml === null ? readJson(join(directory, `${name}.json`)) : readPythonMapping(yaml);
}

function readJson(path: string): Mapping | null {
  const text = readSmallFile(path);
  try {
    return text === null ? null : mappingOf(readTypedJson(text));
  } catch {
    return null;
  }
}

const STATES: Readonly<Record<string, TrialState>> = {
  pending: 'pending',
  submitted: 'pending',
  evaluating: 'evaluating',
  success: 'success',
  external: 'success',
  crashed: 'failed',
  failed: 'failed',
};

function trialOf(
  { id, config, metadata, report }: Files,
  userValues: Peculiarities['userValues'],
  { errorType }: TrialSurroundings,
): TrialReading {
  const said = metadata === null ? 'pending' : (STATES[textOf(metadata.state) ?? ''] ?? 'unreadable');
  const { config: values, floats } = configOf(config ?? {});
  // The report is written before the state: until that says so, it may be cut at any line.
  const settled = ENDED.has(said) && report !== null && config !== null;
  const error = settled ? reportedError(report, errorType(id), said) : null;
  const trial: Trial = {
    ...named(id, ENDED.has(said) && !settled ? 'unreadable' : error === null ? said : 'failed'),
    ...(settled ? reportedResult(report, userValues) : {}),
    ...timesOf(metadata ?? {}),
    config: values,
    error,
  };
  return { record: { trial, floats }, settled };
}

const ENDED: ReadonlySet<TrialState> = new Set(['success', 'failed', 'unreadable']);

function reportedResult(report: Mapping, userValues: Peculiarities['userValues']) {
  const { objective_to_minimize: loss, cost, learning_curve: curve, extra } = report;
  return resultOf({ loss, cost, curve, others: userValues(mappingOf(extra ?? null) ?? {}) });
}

/** An exception that was returned, not raised, leaves the state `success` and no traceback. */
function reportedError(report: Mapping, type: string | null, state: TrialState): TrialError | null {
  const message = textOf(report.err);
  const traceback = textOf(report.tb);
  if (message === null && traceback === null) {
    return state === 'failed' ? errorOf('', '', type) : null;
  }
  return errorOf(message ?? '', traceback ?? '', traceback === null ? type : null);
}

type Times = Pick<Trial, 'previous' | 'worker' | 'sampled_at' | 'started_at' | 'ended_at'>;

function timesOf(metadata: Mapping): Times {
  const text = (value: TypedValue | undefined): string | null => textOf(value);
  return {
    previous: text(metadata.previous_trial_id),
    worker: text(metadata.evaluating_worker_id) ?? text(metadata.sampling_worker_id),
    sampled_at: instantOf(metadata.time_sampled),
    started_at: instantOf(metadata.time_started),
    ended_at: instantOf(metadata.time_end),
  };
}
