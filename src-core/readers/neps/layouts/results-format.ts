import { join } from 'node:path';
import type { Trial, TrialState } from '#core/contract/run/trial.ts';
import { readSmallFile } from '#core/readers/foreign/small-file.ts';
import { configOf, errorOf, instantOf, type Mapping, resultOf, textOf } from '../parts.ts';
import { mappingOf, readPythonMapping } from '../python/python-yaml.ts';
import { named, nothing } from '../trials/unknown-trial.ts';
import type { TrialFormat, TrialReading, TrialSurroundings } from './layout.ts';

/**
 * Trials in `results/config_ID/`, of which no file tells the state: `error.yaml` makes it a failure, `result.yaml` a
 * success, a held `.config_lock` an evaluation in progress.
 */
export const resultsFormat: TrialFormat = {
  folder: 'results',
  files: ['config.yaml', 'metadata.yaml', 'result.yaml', 'error.yaml', 'previous_config.id'],
  substitutes: {},
  filesTellAll: false,
  read: (id, directory, surroundings) => {
    const read = (name: string): Mapping | null => readMapping(join(directory, name));
    const files = {
      id,
      config: read('config.yaml'),
      metadata: read('metadata.yaml'),
      result: wholeResult(read('result.yaml')),
      error: wholeError(read('error.yaml'), directory, surroundings),
      previous: readSmallFile(join(directory, 'previous_config.id'))?.trim() || null,
    };
    const isEmpty =
      files.config === null && files.metadata === null && files.result === null && files.error === null;
    return isEmpty ? nothing(id, directory, surroundings) : trialOf(files, directory, surroundings);
  },
};

type Files = {
  readonly id: string;
  readonly config: Mapping | null;
  readonly metadata: Mapping | null;
  readonly result: Mapping | null;
  readonly error: Mapping | null;
  readonly previous: string | null;
};

function readMapping(path: string): Mapping | null {
  const text = readSmallFile(path);
  // What the library writes ends with its last line: anything else is not whole yet.
  return text?.endsWith('\n') === true ? readPythonMapping(text) : null;
}

/** A result that was cut at the end of a line may still lack its loss. */
function wholeResult(result: Mapping | null): Mapping | null {
  return result !== null && 'loss' in result ? result : null;
}

/** The traceback follows the message: an error without one is cut as long as somebody may be writing it. */
function wholeError(
  error: Mapping | null,
  directory: string,
  { isYoung }: TrialSurroundings,
): Mapping | null {
  const isWhole = error === null || 'tb' in error || !isYoung(join(directory, 'error.yaml'));
  return isWhole ? error : null;
}

function trialOf(files: Files, directory: string, surroundings: TrialSurroundings): TrialReading {
  const { id, config, metadata, result, error, previous } = files;
  const { config: values, floats } = configOf(config ?? {});
  const trial: Trial = {
    ...named(id, stateOf(files, directory, surroundings)),
    ...(result === null ? {} : returnedResult(result)),
    config: values,
    error:
      error === null
        ? null
        : errorOf(textOf(error.err) ?? '', textOf(error.tb) ?? '', surroundings.errorType(id)),
    previous,
    sampled_at: instantOf(metadata?.time_sampled),
    ended_at: instantOf(metadata?.time_end),
  };
  // The end is noted after the outcome, which is whole by then.
  const settled = (result !== null || error !== null) && config !== null && trial.ended_at !== null;
  return { record: { trial, floats }, settled };
}

function stateOf(
  { config, result, error }: Files,
  directory: string,
  { isLocked, isYoung }: TrialSurroundings,
): TrialState {
  if (result !== null || error !== null) {
    const isWhole = config !== null && (result === null || error === null);
    return !isWhole ? 'unreadable' : error === null ? 'success' : 'failed';
  }
  if (config === null && !isYoung(directory)) {
    return 'unreadable';
  }
  return isLocked(join(directory, '.config_lock')) ? 'evaluating' : 'pending';
}

/** All that the function returned beside loss, cost and curve is the user's own. */
function returnedResult(result: Mapping) {
  const { loss, cost, learning_curve: given, info_dict: info, ...others } = result;
  const { learning_curve: informed, ...informedOthers } = mappingOf(info ?? null) ?? {};
  return resultOf({ loss, cost, curve: given ?? informed, others: { ...others, ...informedOthers } });
}
