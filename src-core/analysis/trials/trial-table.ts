import type { Trial } from '#core/contract/run/trial.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { type ConfigValue, fromJsonNumber } from '#core/contract/value.ts';
import { millisecondsOf } from '../words/instant.ts';

/** What becomes of a trial in an analysis. */
export const OUTCOME = { underWay: 0, success: 1, failed: 2, crashed: 3 } as const;

/**
 * Trials as columns of numbers, so that a hundred thousand of them go to another thread without being copied one by one.
 * NaN stands for what a trial does not have.
 */
export type TrialTable = {
  /** The parameters with a column: all but constants, the fidelity included, in the order of the space. */
  readonly parameters: SearchSpace;
  readonly names: readonly string[];
  /** One a parameter: the number itself, or the number of the choice. NaN where the space does not have the value. */
  readonly columns: readonly Float64Array[];
  /** One an objective; NaN where a trial has none. */
  readonly losses: readonly Float64Array[];
  readonly fidelity: Float64Array;
  /** {@link OUTCOME} of each. */
  readonly outcomes: Uint8Array;
  /** When each ended, in milliseconds; infinite where nobody noted it. */
  readonly ends: Float64Array;
};

function outcomeOf({ state }: Trial): number {
  switch (state) {
    case 'success':
      return OUTCOME.success;
    case 'failed':
      return OUTCOME.failed;
    case 'crashed':
      return OUTCOME.crashed;
    default:
      return OUTCOME.underWay;
  }
}

function numberOf(parameter: Parameter, value: ConfigValue | undefined): number {
  switch (parameter.kind) {
    case 'float':
    case 'integer':
      return typeof value === 'number' && value >= parameter.lower && value <= parameter.upper
        ? value
        : Number.NaN;
    case 'categorical': {
      const choice = value === undefined ? -1 : parameter.choices.indexOf(value);
      return choice < 0 ? Number.NaN : choice;
    }
    case 'constant':
      return Number.NaN;
  }
}

/** All losses of a trial, one an objective; empty without any. */
export function lossesOf({ loss }: Pick<Trial, 'loss'>): readonly number[] {
  if (loss === null) {
    return [];
  }
  return Array.isArray(loss) ? loss.map(fromJsonNumber) : [fromJsonNumber(loss)];
}

/** @param objectives how many columns of losses there are; a trial's further ones are left out */
export function tableOf(space: SearchSpace, trials: readonly Trial[], objectives: number): TrialTable {
  const parameters = space.filter(({ kind }) => kind !== 'constant');
  const table = {
    parameters,
    names: trials.map(({ trial }) => trial),
    columns: parameters.map(() => new Float64Array(trials.length)),
    losses: Array.from({ length: objectives }, () => new Float64Array(trials.length).fill(Number.NaN)),
    fidelity: new Float64Array(trials.length),
    outcomes: new Uint8Array(trials.length),
    ends: new Float64Array(trials.length),
  };
  for (const [row, trial] of trials.entries()) {
    for (const [index, parameter] of parameters.entries()) {
      (table.columns[index] as Float64Array)[row] = numberOf(parameter, trial.config[parameter.name]);
    }
    for (const [index, loss] of lossesOf(trial).entries()) {
      const column = table.losses[index];
      if (column !== undefined) {
        column[row] = loss;
      }
    }
    table.fidelity[row] = trial.fidelity ?? Number.NaN;
    table.outcomes[row] = outcomeOf(trial);
    table.ends[row] = millisecondsOf(trial.ended_at) ?? Number.POSITIVE_INFINITY;
  }
  return table;
}

function joined(parts: readonly (Float64Array | Uint8Array)[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** One table of several with the same columns, at least one. */
export function joinTables(tables: readonly [TrialTable, ...(readonly TrialTable[])]): TrialTable {
  const [first] = tables;
  return {
    parameters: first.parameters,
    names: tables.flatMap(({ names }) => names),
    columns: first.columns.map((_, index) =>
      joined(tables.map(({ columns }) => columns[index] as Float64Array)),
    ),
    losses: first.losses.map((_, index) => joined(tables.map(({ losses }) => losses[index] as Float64Array))),
    fidelity: joined(tables.map(({ fidelity }) => fidelity)),
    outcomes: Uint8Array.from(joined(tables.map(({ outcomes }) => outcomes))),
    ends: joined(tables.map(({ ends }) => ends)),
  };
}

/** The table as it was after so many completed trials: what ended later is under way. */
export function tableAsOf(table: TrialTable, moment: number): TrialTable {
  const completed = [...table.outcomes.keys()].filter((row) => table.outcomes[row] !== OUTCOME.underWay);
  const later = completed.sort((a, b) => byEnd(table.ends, a, b)).slice(moment);
  const outcomes = table.outcomes.slice();
  for (const row of later) {
    outcomes[row] = OUTCOME.underWay;
  }
  return { ...table, outcomes };
}

/** Those without a known end are the last. */
function byEnd(ends: Float64Array, a: number, b: number): number {
  const [one, other] = [ends[a] as number, ends[b] as number];
  return one === other ? a - b : one - other;
}
