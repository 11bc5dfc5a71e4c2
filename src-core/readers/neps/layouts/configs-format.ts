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
      const config = readConfig(directory);
      const metadata = readJson(join(directory, 'metadata.json'));
      const report = readReport(directory, surroundings);
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
  readonly report: Mapping | 'cut' | null;
};

/** The last of a report's keys in every version: the library sorts them. */
const LAST_KEY = 'tb';
/** Without it, a report tells nothing. */
const OBJECTIVE = 'objective_to_minimize';

/** A report without its last lines is YAML too, and `tb: nul` is a text: it is cut while somebody may be writing it. */
function readReport(directory: string, { isYoung }: TrialSurroundings): Mapping | 'cut' | null {
  const yaml = readSmallFile(join(directory, 'report.yaml'));
  const report = yaml === null ? readJson(join(directory, 'report.json')) : readPythonMapping(yaml);
  if (report !== null && LAST_KEY in report && (yaml === null || yaml.endsWith('\n'))) {
    return report;
  }
  if (isYoung(join(directory, yaml === null ? 'report.json' : 'report.yaml'))) {
    return 'cut';
  }
  return report !== null && OBJECTIVE in report ? report : null;
}

/** `NEPS_CONFIG_SERIALIZE_FORMAT` makes the library write JSON in the place of YAML. */
function readConfig(directory: string): Mapping | null {
  const yaml = readSmallFile(join(directory, 'config.yaml'));
  return yaml === null ? readJson(join(directory, 'config.json')) : readPythonMapping(yaml);
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
  const result = ENDED.has(said) && report !== 'cut' && config !== null ? report : null;
  const isCut = ENDED.has(said) && result === null;
  const ended = result === null ? {} : reported(result, { errorType: errorType(id), said }, userValues);
  const cutState = report === 'cut' ? 'evaluating' : 'unreadable';
  const trial: Trial = {
    ...named(id, isCut ? cutState : said),
    ...ended,
    ...timesOf(metadata ?? {}),
    config: values,
  };
  return { record: { trial, floats }, settled: result !== null, isCut };
}

const ENDED: ReadonlySet<TrialState> = new Set(['success', 'failed', 'unreadable']);

function reported(
  report: Mapping,
  { errorType, said }: { readonly errorType: string | null; readonly said: TrialState },
  userValues: Peculiarities['userValues'],
): Partial<Trial> {
  const { objective_to_minimize: loss, cost, learning_curve: curve, extra } = report;
  const error = reportedError(report, errorType, said);
  return {
    ...resultOf({ loss, cost, curve, others: userValues(mappingOf(extra ?? null) ?? {}) }),
    state: error === null ? said : 'failed',
    error,
  };
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
