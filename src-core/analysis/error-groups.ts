import { compareEnds, isStopped, type Trial, type TrialError } from '#core/contract/trial.ts';

/** Failures of one kind from one place. */
export type ErrorGroup = {
  /** Stable while failures of the kind come in. */
  readonly id: string;
  readonly type: string;
  /** `train.py:12 in load`, as far as the traceback tells; null where it does not. */
  readonly place: string | null;
  /** The latest first. */
  readonly trials: readonly Trial[];
};

const PYTHON_PLACE = /^ {2}File "([^"]+)", line (\d+)(?:, in (\S+))?/gm;
const NODE_PLACE = /^\s+at (?:(?:async )?(\S+) )?\(?(?:file:\/\/)?([^()\s]+):(\d+):\d+\)?$/m;

/**
 * Where an error was raised: the last line of Python's traceback, the first of Node's. Only the file's own name is
 * kept, so that runs in different folders compare.
 */
export function placeOfError({ traceback }: TrialError): string | null {
  const python = [...traceback.matchAll(PYTHON_PLACE)].at(-1);
  if (python !== undefined) {
    const [, file = '', line = '', name] = python;
    return placeText(file, line, name);
  }
  const [, name, file, line] = NODE_PLACE.exec(traceback) ?? [];
  return file === undefined || line === undefined ? null : placeText(file, line, name);
}

function placeText(file: string, line: string, name: string | undefined): string {
  const own = file.split(/[\\/]/).at(-1) ?? file;
  return `${own}:${line}${name === undefined ? '' : ` in ${name}`}`;
}

/** Failed and crashed trials by kind and place, the most frequent first. What a person stopped is no error. */
export function errorGroups(trials: readonly Trial[]): readonly ErrorGroup[] {
  const groups = new Map<string, { type: string; place: string | null; trials: Trial[] }>();
  for (const trial of trials) {
    if ((trial.state !== 'failed' && trial.state !== 'crashed') || isStopped(trial)) {
      continue;
    }
    const type = trial.error?.type ?? (trial.state === 'crashed' ? 'Crashed' : 'Failed');
    const place = trial.error === null ? null : placeOfError(trial.error);
    const id = `${type} ${place ?? ''}`.trim();
    const group = groups.get(id) ?? { type, place, trials: [] };
    group.trials.push(trial);
    groups.set(id, group);
  }
  return [...groups]
    .map(([id, group]) => ({ id, ...group, trials: group.trials.toSorted(compareEnds).toReversed() }))
    .toSorted((a, b) => b.trials.length - a.trials.length || (a.id < b.id ? -1 : 1));
}
