import { compareEnds, isStopped, type Trial, type TrialError } from '#core/contract/run/trial.ts';

/** Failures of one kind from one place, or with one message where no traceback tells the place. */
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

/** Numbers differ from failure to failure of one kind: sizes, addresses, lines. */
const NUMBERS = /0x[\da-f]+|\d+(?:\.\d+)?/gi;
const LONGEST_SHAPE = 200;

/** What stands for the place of an error that has none: its message, whatever numbers are in it. */
function shapeOf({ message }: TrialError): string {
  return message.slice(0, LONGEST_SHAPE).replaceAll(NUMBERS, '0');
}

type Kind = { readonly id: string; readonly type: string; readonly place: string | null };

function kindOf({ state, error }: Trial): Kind {
  // A run of another program may tell the message alone.
  const type = error?.type || (state === 'crashed' ? 'Crashed' : 'Failed');
  const place = error === null ? null : placeOfError(error);
  return { id: `${type} ${place ?? (error === null ? '' : shapeOf(error))}`.trim(), type, place };
}

function isFailure(trial: Trial): boolean {
  return (trial.state === 'failed' || trial.state === 'crashed') && !isStopped(trial);
}

/** Failed and crashed trials by kind and place, the most frequent first. What a person stopped is no error. */
export function errorGroups(trials: readonly Trial[]): readonly ErrorGroup[] {
  const groups = new Map<string, Kind & { readonly trials: Trial[] }>();
  for (const trial of trials.filter(isFailure)) {
    const kind = kindOf(trial);
    const group = groups.get(kind.id) ?? { ...kind, trials: [] };
    group.trials.push(trial);
    groups.set(kind.id, group);
  }
  return [...groups.values()]
    .map((group) => ({ ...group, trials: group.trials.toSorted(compareEnds).toReversed() }))
    .toSorted((a, b) => b.trials.length - a.trials.length || (a.id < b.id ? -1 : 1));
}
