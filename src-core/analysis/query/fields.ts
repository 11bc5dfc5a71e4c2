import type { TrialNote } from '#core/contract/run/trial.ts';
import { lossOf, TRIAL_STATES, type Trial } from '#core/contract/run/trial.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { type ConfigValue, fromJsonNumber } from '#core/contract/value.ts';
import { millisecondsOf } from '../words/instant.ts';

/** What a trial has under a name; null where it has nothing there. */
export type FieldValue = number | string | boolean | null;

/** One thing that trials can be told apart by: in a query, a brush or a range of a column. */
export type TrialField = {
  readonly name: string;
  /** `flag`: true or false, named by itself. */
  readonly kind: 'number' | 'text' | 'flag';
  /** True where a number of seconds may be written with a unit: `5min`. */
  readonly isDuration: boolean;
  /** All values that occur, where they are few and known; null otherwise. */
  readonly choices: readonly string[] | null;
  /** What it is, in a few words. */
  readonly about: string;
  readonly valueIn: (trial: Trial) => FieldValue;
};

/** The fields of a run, and how names find them. */
export type TrialFields = {
  readonly all: readonly TrialField[];
  /** By name; a parameter also as `config.NAME`, which is the only way where a name of ours is the same. */
  readonly find: (name: string) => TrialField | null;
};

export type FieldsInput = {
  /** Null where nobody knows it: parameters are then those of the first trials. */
  readonly space: SearchSpace | null;
  /** Only looked at where there is no space, and for losses of several objectives. */
  readonly trials: readonly Trial[];
  readonly notes: ReadonlyMap<string, TrialNote>;
};

/** So many trials tell which parameters there are where no space does. */
const LOOKED_AT = 200;

type Given = Pick<TrialField, 'name' | 'about' | 'valueIn'> & Partial<TrialField>;

function field(given: Given): TrialField {
  return { kind: 'number', isDuration: false, choices: null, ...given };
}

/** Seconds that evaluating took; null while it goes on. */
export function secondsOf({ started_at, ended_at }: Pick<Trial, 'started_at' | 'ended_at'>): number | null {
  const start = millisecondsOf(started_at);
  const end = millisecondsOf(ended_at);
  return start === null || end === null ? null : (end - start) / 1000;
}

function costOf({ cost }: Trial): number | null {
  return cost === null ? null : fromJsonNumber(cost);
}

function ownFields(notes: FieldsInput['notes']): readonly TrialField[] {
  return [
    field({ name: 'loss', about: 'what is minimised', valueIn: lossOf }),
    field({
      name: 'state',
      about: 'how it stands',
      kind: 'text',
      choices: TRIAL_STATES,
      valueIn: ({ state }) => state,
    }),
    field({ name: 'cost', about: 'what it cost', valueIn: costOf }),
    field({ name: 'duration', about: 'seconds, or 5min', isDuration: true, valueIn: secondsOf }),
    field({ name: 'fidelity', about: 'how far it was trained', valueIn: ({ fidelity }) => fidelity }),
    field({ name: 'rung', about: 'counted from 0', valueIn: ({ rung }) => rung }),
    field({ name: 'bracket', about: 'counted from 0', valueIn: ({ bracket }) => bracket }),
    field({ name: 'attempt', about: 'more than 1 after a restart', valueIn: ({ attempt }) => attempt }),
    field({ name: 'worker', about: 'who evaluated it', kind: 'text', valueIn: ({ worker }) => worker }),
    field({ name: 'trial', about: 'its name', kind: 'text', valueIn: ({ trial }) => trial }),
    field({
      name: 'previous',
      about: 'the trial that it continues',
      kind: 'text',
      valueIn: ({ previous }) => previous,
    }),
    field({
      name: 'error',
      about: 'the type of its error',
      kind: 'text',
      valueIn: ({ error }) => error?.type ?? null,
    }),
    field({
      name: 'message',
      about: 'of its error',
      kind: 'text',
      valueIn: ({ error }) => error?.message ?? null,
    }),
    field({
      name: 'learning_curve',
      about: 'has one',
      kind: 'flag',
      valueIn: ({ learning_curve }) => (learning_curve?.length ?? 0) > 0,
    }),
    field({
      name: 'star',
      about: 'is starred',
      kind: 'flag',
      valueIn: ({ trial }) => notes.get(trial)?.star ?? false,
    }),
    field({
      name: 'note',
      about: 'what somebody noted',
      kind: 'text',
      valueIn: ({ trial }) => notes.get(trial)?.note || null,
    }),
  ];
}

/** `loss.1`, `loss.2`, … where trials have several. */
function objectiveFields(trials: readonly Trial[]): readonly TrialField[] {
  const losses = trials.find(({ loss }) => Array.isArray(loss))?.loss;
  return (Array.isArray(losses) ? losses : []).map((_, index) =>
    field({
      name: `loss.${index + 1}`,
      about: `objective ${index + 1}`,
      valueIn: ({ loss }) => {
        const value = Array.isArray(loss) ? loss[index] : undefined;
        return value === undefined ? null : fromJsonNumber(value);
      },
    }),
  );
}

function asField(value: ConfigValue | undefined): FieldValue {
  return typeof value === 'boolean' ? String(value) : (value ?? null);
}

function parameterField(name: string, choices: readonly ConfigValue[] | null): TrialField {
  const isNumber = choices === null || choices.every((each) => typeof each === 'number');
  return field({
    name,
    about: 'a parameter',
    kind: isNumber ? 'number' : 'text',
    choices: choices === null || isNumber ? null : choices.map(String),
    valueIn: isNumber
      ? ({ config }) => asField(config[name])
      : ({ config }) => (config[name] === undefined ? null : String(config[name])),
  });
}

function choicesOf(parameter: Parameter): readonly ConfigValue[] | null {
  switch (parameter.kind) {
    case 'categorical':
      return parameter.choices;
    case 'constant':
      return [parameter.value];
    default:
      return null;
  }
}

function foundParameters(trials: readonly Trial[]): readonly TrialField[] {
  const found = new Map<string, ConfigValue[]>();
  for (const { config } of trials.slice(0, LOOKED_AT)) {
    for (const [name, value] of Object.entries(config)) {
      found.set(name, [...(found.get(name) ?? []), value]);
    }
  }
  // Values that occur do not bound those that may.
  return [...found].map(([name, values]) => ({ ...parameterField(name, values), choices: null }));
}

/** Everything that a run's trials can be told apart by. */
export function trialFields({ space, trials, notes }: FieldsInput): TrialFields {
  const own = [...ownFields(notes), ...objectiveFields(trials)];
  const parameters =
    space?.map((parameter) => parameterField(parameter.name, choicesOf(parameter))) ??
    foundParameters(trials);
  const taken = new Map(own.map((each) => [each.name, each]));
  const byParameter = new Map(parameters.map((each) => [each.name, each]));
  const prefixed = parameters.filter(({ name }) => taken.has(name));
  return {
    all: [
      ...own,
      ...parameters.filter(({ name }) => !taken.has(name)),
      ...prefixed.map((each) => ({ ...each, name: `config.${each.name}` })),
    ],
    find: (name) =>
      taken.get(name) ??
      byParameter.get(name) ??
      (name.startsWith('config.') ? byParameter.get(name.slice('config.'.length)) : null) ??
      null,
  };
}
