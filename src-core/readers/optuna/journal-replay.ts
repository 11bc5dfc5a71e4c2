import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { plainValue } from '#core/config/values/typed-value.ts';
import { newTrial, STUDY_STATES, type StudyState, type StudyTrial } from './study-trial.ts';

type Entry = Readonly<Record<string, unknown>>;

/** The operations of Optuna's journals, by the numbers they have there. */
const OPERATION = {
  createStudy: 0,
  deleteStudy: 1,
  studyUserAttr: 2,
  studySystemAttr: 3,
  createTrial: 4,
  setParam: 5,
  setState: 6,
  setIntermediate: 7,
  setUserAttr: 8,
  setSystemAttr: 9,
} as const;

export type JournalStudy = {
  readonly name: string;
  /** Of each objective, whether it is maximised. */
  readonly maximised: readonly boolean[];
  readonly trials: StudyTrial[];
};

const MAXIMISE = 2;

/**
 * The studies of a journal, entry by entry, with the rules of Optuna's own replay: studies are numbered as they come, a
 * name is taken only once, trials are numbered over all studies, one that has ended does not change any more.
 */
export class JournalReplay {
  readonly #studies = new Map<number, JournalStudy>();
  readonly #trials: { readonly study: number; readonly trial: StudyTrial }[] = [];
  #created = 0;

  get studies(): readonly JournalStudy[] {
    return [...this.#studies.values()];
  }

  /** Takes a line in; answers what it changed, null for nothing. A line that is no entry is left out, as Optuna does. */
  apply(line: string): { readonly study: JournalStudy; readonly trial: StudyTrial } | null {
    const entry = entryOf(line) ?? {};
    switch (entry.op_code) {
      case OPERATION.createStudy:
        this.#createStudy(entry);
        return null;
      case OPERATION.deleteStudy:
        this.#studies.delete(Number(entry.study_id));
        return null;
      case OPERATION.createTrial:
        return this.#createTrial(entry);
      case undefined:
      case OPERATION.studyUserAttr:
      case OPERATION.studySystemAttr:
        return null;
      default:
        return this.#changeTrial(entry);
    }
  }

  #createStudy({ study_name, directions }: Entry): void {
    const name = String(study_name);
    if (this.studies.some((study) => study.name === name)) {
      return;
    }
    const maximised = listOf(directions).map((direction) => direction === MAXIMISE);
    this.#studies.set(this.#created, { name, maximised, trials: [] });
    this.#created += 1;
  }

  #createTrial(entry: Entry): ReturnType<JournalReplay['apply']> {
    const id = Number(entry.study_id);
    const study = this.#studies.get(id);
    if (study === undefined) {
      return null;
    }
    const trial = newTrial(study.trials.length, stateOf(entry.state ?? 0));
    const distributions = recordOf(entry.distributions);
    for (const [name, internal] of Object.entries(recordOf(entry.params))) {
      trial.params.set(name, { internal: Number(internal), distribution: String(distributions[name] ?? '') });
    }
    for (const [step, value] of Object.entries(recordOf(entry.intermediate_values))) {
      trial.intermediate.set(Number(step), Number(value));
    }
    trial.values = valuesOf(entry.values ?? (typeof entry.value === 'number' ? [entry.value] : null));
    trial.userAttrs = recordOf(entry.user_attrs);
    trial.fixed = recordOf(recordOf(entry.system_attrs).fixed_params);
    trial.start = timeOf(entry.datetime_start);
    trial.complete = timeOf(entry.datetime_complete);
    trial.worker = trial.state === 'running' ? workerOf(entry) : null;
    study.trials.push(trial);
    this.#trials.push({ study: id, trial });
    return { study, trial };
  }

  #changeTrial(entry: Entry): ReturnType<JournalReplay['apply']> {
    const found = this.#trials[Number(entry.trial_id)];
    const study = found === undefined ? undefined : this.#studies.get(found.study);
    if (found === undefined || study === undefined || hasEnded(found.trial.state)) {
      return null;
    }
    change(found.trial, entry);
    return { study, trial: found.trial };
  }
}

function change(trial: StudyTrial, entry: Entry): void {
  switch (entry.op_code) {
    case OPERATION.setParam:
      trial.params.set(String(entry.param_name), {
        internal: Number(entry.param_value_internal),
        distribution: String(entry.distribution),
      });
      return;
    case OPERATION.setState:
      changeState(trial, entry);
      return;
    case OPERATION.setIntermediate:
      trial.intermediate.set(Number(entry.step), Number(entry.intermediate_value));
      return;
    case OPERATION.setUserAttr:
      trial.userAttrs = { ...trial.userAttrs, ...recordOf(entry.user_attr) };
      return;
    case OPERATION.setSystemAttr:
      trial.fixed = { ...trial.fixed, ...recordOf(recordOf(entry.system_attr).fixed_params) };
  }
}

function changeState(trial: StudyTrial, entry: Entry): void {
  const state = stateOf(entry.state);
  if (state === 'running') {
    if (trial.state === 'running') {
      // Another worker was faster.
      return;
    }
    trial.start = timeOf(entry.datetime_start);
    trial.worker = workerOf(entry);
  }
  trial.state = state;
  trial.values = valuesOf(entry.values) ?? trial.values;
  trial.complete = hasEnded(state) ? timeOf(entry.datetime_complete) : trial.complete;
}

/** Pruned trials have ended too. */
export function hasEnded(state: StudyState): boolean {
  return state !== 'running' && state !== 'waiting';
}

function stateOf(number: unknown): StudyState {
  return STUDY_STATES[Number(number)] ?? 'running';
}

/** Python writes `NaN` where JSON has no word; such lines are read with more patience. */
function entryOf(line: string): Entry | null {
  try {
    return recordOf(/\b(?:NaN|Infinity)\b/.test(line) ? plainValue(readTypedJson(line)) : JSON.parse(line));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function valuesOf(value: unknown): readonly number[] | null {
  return Array.isArray(value) ? value.map(Number) : null;
}

function timeOf(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function workerOf({ worker_id }: Entry): string | null {
  return typeof worker_id === 'string' ? worker_id : null;
}
