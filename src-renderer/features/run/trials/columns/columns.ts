import { secondsOf } from '#core/analysis/query/fields.ts';
import { formatNumber, formatValue } from '#core/analysis/words/format.ts';
import { formatElapsed } from '#core/analysis/words/format-duration.ts';
import { millisecondsOf } from '#core/analysis/words/instant.ts';
import type { TrialNote } from '#core/contract/run/trial.ts';
import { lossOf, type Trial } from '#core/contract/run/trial.ts';
import type { Parameter } from '#core/contract/space.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';
import { TRIAL_STATE_WORDS } from '#renderer/format/words.ts';

/** What can be compared: numbers by size, words by alphabet; null comes last in either direction. */
type SortKey = number | string | null;

/** One column of the table of trials. */
export type Column = {
  readonly id: string;
  readonly label: string;
  readonly right: boolean;
  /** Least width in pixels. */
  readonly width: number;
  readonly keyOf: (trial: Trial) => SortKey;
  /** As it is read; empty for nothing. */
  readonly textOf: (trial: Trial) => string;
  /** In full precision, for tips and CSV. */
  readonly fullOf: (trial: Trial) => string;
  /** In sight where nobody chose. */
  readonly shown: boolean;
};

const LETTER_PIXELS = 7.2;
const PADDING = 18;

function widthOf(label: string, least: number): number {
  return Math.max(least, Math.round(label.length * LETTER_PIXELS) + PADDING);
}

function plain(
  given: Pick<Column, 'id' | 'label'> & Partial<Column> & { of: (trial: Trial) => string },
): Column {
  const { of, ...rest } = given;
  return {
    right: false,
    width: widthOf(given.label, 90),
    keyOf: (trial) => of(trial) || null,
    textOf: of,
    fullOf: of,
    shown: true,
    ...rest,
  };
}

type NumberOf = (trial: Trial) => number | null;

function numeric(given: Pick<Column, 'id' | 'label'> & Partial<Column> & { of: NumberOf }): Column {
  const { of, ...rest } = given;
  const written = (make: (value: number) => string) => (trial: Trial) => {
    const value = of(trial);
    return value === null ? '' : make(value);
  };
  return {
    right: true,
    width: widthOf(given.label, 84),
    keyOf: (trial) => {
      const value = of(trial);
      return value === null || Number.isNaN(value) ? null : value;
    },
    textOf: written(formatNumber),
    fullOf: written(String),
    shown: true,
    ...rest,
  };
}

/** What evaluating took, in words; empty while it goes on. */
export function durationWords(trial: Trial): string {
  const seconds = secondsOf(trial);
  return seconds === null ? '' : formatElapsed(seconds);
}

function parameterColumn(parameter: Parameter): Column {
  const { name } = parameter;
  const isNumber = parameter.kind === 'float' || parameter.kind === 'integer';
  return {
    id: `config.${name}`,
    label: name,
    right:
      isNumber ||
      (parameter.kind === 'categorical' && parameter.choices.every((each) => typeof each === 'number')),
    width: widthOf(name, 84),
    keyOf: ({ config }) => {
      const value = config[name];
      return typeof value === 'boolean' ? String(value) : (value ?? null);
    },
    textOf: ({ config }) => {
      const value = config[name];
      return value === undefined ? '' : formatValue(value, kindOf(parameter, value));
    },
    fullOf: ({ config }) => (config[name] === undefined ? '' : String(config[name])),
    shown: parameter.kind !== 'constant',
  };
}

/** A column for every value that occurs where no space is known. */
function inferredColumns(trials: readonly Trial[]): readonly Column[] {
  const [first] = trials;
  return Object.keys(first?.config ?? {}).map((name) =>
    plain({
      id: `config.${name}`,
      label: name,
      right: typeof first?.config[name] === 'number',
      keyOf: ({ config }) =>
        typeof config[name] === 'boolean' ? String(config[name]) : (config[name] ?? null),
      of: ({ config }) => {
        const value = config[name];
        return value === undefined ? '' : formatValue(value, plainKindOf(value));
      },
    }),
  );
}

type ColumnsInput = {
  readonly space: readonly Parameter[] | null;
  readonly costUnit: string | null;
  /** Only looked at where there is no space. */
  readonly trials: readonly Trial[];
  /** How many losses a trial has. */
  readonly objectives: number;
  readonly notes: ReadonlyMap<string, TrialNote>;
};

/** What persons noted; in sight from the first star and the first note on. */
function noteColumns(notes: ColumnsInput['notes']): readonly Column[] {
  const all = [...notes.values()];
  const isStarred = ({ trial }: Trial) => notes.get(trial)?.star === true;
  return [
    plain({
      id: 'star',
      label: 'Star',
      width: 60,
      // Starred ones come first.
      keyOf: (trial) => (isStarred(trial) ? 0 : 1),
      of: (trial) => (isStarred(trial) ? 'starred' : ''),
      shown: all.some(({ star }) => star),
    }),
    plain({
      id: 'note',
      label: 'Note',
      width: 160,
      of: ({ trial }) => notes.get(trial)?.note ?? '',
      shown: all.some(({ note }) => note !== ''),
    }),
  ];
}

/** All columns of a run, in their order: what came out, what went in, what it took. */
export function columnsOf({ space, costUnit, trials, objectives, notes }: ColumnsInput): readonly Column[] {
  const fidelity = fidelityOf(space ?? []);
  const parameters = space?.filter((parameter) => parameter !== fidelity).map(parameterColumn);
  return [
    plain({
      id: 'trial',
      label: 'Trial',
      width: 104,
      // The order of the list is that of the numbers; see `compareTrials`.
      keyOf: () => null,
      of: ({ trial }) => trial,
    }),
    ...noteColumns(notes),
    plain({ id: 'state', label: 'State', width: 124, of: ({ state }) => TRIAL_STATE_WORDS[state] }),
    ...lossColumns(objectives),
    ...(fidelity
      ? [
          numeric({
            id: 'fidelity',
            label: fidelity.name,
            // Few digits, as a rule.
            width: widthOf(fidelity.name, 68),
            of: (trial) => trial.fidelity,
            textOf: fidelityText,
          }),
        ]
      : []),
    ...(parameters ?? inferredColumns(trials)),
    numeric({
      id: 'cost',
      label: costUnit ? `Cost, ${costUnit}` : 'Cost',
      of: ({ cost }) => (cost === null ? null : fromJsonNumber(cost)),
    }),
    numeric({ id: 'duration', label: 'Duration', width: 96, of: secondsOf, textOf: durationWords }),
    numeric({ id: 'rung', label: 'Rung', of: ({ rung }) => rung, textOf: rungText, shown: false }),
    plain({ id: 'worker', label: 'Worker', width: 132, of: ({ worker }) => worker ?? '' }),
    plain({
      id: 'ended',
      label: 'Ended',
      width: 104,
      keyOf: ({ ended_at }) => millisecondsOf(ended_at),
      of: ({ ended_at }) => ended_at ?? '',
    }),
  ];
}

function fidelityText({ fidelity }: Trial): string {
  return fidelity === null ? '' : String(fidelity);
}

function rungText({ rung }: Trial): string {
  return rung === null ? '' : String(rung);
}

/** One of each objective, under the names that queries have for them. */
function lossColumns(objectives: number): readonly Column[] {
  if (objectives === 1) {
    return [numeric({ id: 'loss', label: 'Loss', width: 92, of: lossOf })];
  }
  return Array.from({ length: objectives }, (_, index) =>
    numeric({
      id: `loss.${index + 1}`,
      label: `Loss ${index + 1}`,
      width: 92,
      of: ({ loss }) => {
        const own = Array.isArray(loss) ? loss[index] : undefined;
        return own === undefined ? null : fromJsonNumber(own);
      },
    }),
  );
}
