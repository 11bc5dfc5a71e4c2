import type { Database } from 'node-sqlite3-wasm';
import { newTrial, type StudyState, type StudyTrial } from './study-trial.ts';

export type StoredStudy = {
  readonly id: number;
  readonly name: string;
  readonly maximised: readonly boolean[];
};

type Row = Readonly<Record<string, unknown>>;

/** The studies of a storage, in the order in which they were made. */
export function readStudies(database: Database): readonly StoredStudy[] {
  const directions = new Map<number, boolean[]>();
  for (const row of rows(
    database,
    'SELECT study_id, direction FROM study_directions ORDER BY study_id, objective',
  )) {
    const id = Number(row.study_id);
    directions.set(id, [...(directions.get(id) ?? []), row.direction === 'MAXIMIZE']);
  }
  return rows(database, 'SELECT study_id, study_name FROM studies ORDER BY study_id').map((row) => ({
    id: Number(row.study_id),
    name: String(row.study_name),
    maximised: directions.get(Number(row.study_id)) ?? [],
  }));
}

/** What tells whether a trial has to be read: a trial that has ended never changes again. */
export type TrialHead = { readonly id: number; readonly trial: StudyTrial };

/** A study's trials with state and times alone, in the order of their numbers. */
export function readHeads(database: Database, study: number): readonly TrialHead[] {
  const found = rows(
    database,
    'SELECT trial_id, number, state, datetime_start, datetime_complete FROM trials WHERE study_id = ? ORDER BY number, trial_id',
    [study],
  );
  return found.map((row, index) => {
    const trial = newTrial(row.number === null ? index : Number(row.number), stateOf(row.state));
    trial.start = timeOf(row.datetime_start);
    trial.complete = timeOf(row.datetime_complete);
    return { id: Number(row.trial_id), trial };
  });
}

/** Fills in the rest of some trials. */
export function readDetails(database: Database, heads: readonly TrialHead[]): void {
  const trials = new Map(heads.map(({ id, trial }) => [id, trial]));
  const ids = [...trials.keys()];
  const each = (
    columns: string,
    table: string,
    order: string,
    take: (trial: StudyTrial, row: Row) => void,
  ): void => {
    const marks = ids.map(() => '?').join(',');
    const query = `SELECT trial_id, ${columns} FROM ${table} WHERE trial_id IN (${marks}) ORDER BY ${order}`;
    for (const row of rows(database, query, ids)) {
      const trial = trials.get(Number(row.trial_id));
      if (trial !== undefined) {
        take(trial, row);
      }
    }
  };
  each('param_name, param_value, distribution_json', 'trial_params', 'param_id', (trial, row) => {
    const distribution = String(row.distribution_json);
    trial.params.set(String(row.param_name), { internal: Number(row.param_value), distribution });
  });
  each('*', 'trial_values', 'objective', (trial, row) => {
    trial.values = [...(trial.values ?? []), numberOf(row.value, row.value_type)];
  });
  each('*', 'trial_intermediate_values', 'step', (trial, row) => {
    const value = numberOf(row.intermediate_value, row.intermediate_value_type);
    trial.intermediate.set(Number(row.step), value);
  });
  each('"key", value_json', 'trial_user_attributes', 'trial_user_attribute_id', (trial, row) => {
    trial.userAttrs = { ...trial.userAttrs, [String(row.key)]: jsonOf(row.value_json) };
  });
  each('"key", value_json', 'trial_system_attributes', 'trial_system_attribute_id', (trial, row) => {
    const value = jsonOf(row.value_json);
    if (row.key === 'fixed_params' && typeof value === 'object' && value !== null) {
      trial.fixed = value as Row;
    }
  });
}

function rows(database: Database, query: string, values: readonly number[] = []): readonly Row[] {
  return database.all(query, [...values]) as Row[];
}

/** A column cannot hold what is no finite number: another says which it is. Without that column it is what it is. */
function numberOf(value: unknown, type: unknown): number {
  switch (type) {
    case 'INF_POS':
      return Number.POSITIVE_INFINITY;
    case 'INF_NEG':
      return Number.NEGATIVE_INFINITY;
    case 'NAN':
      return Number.NaN;
    default:
      return typeof value === 'number' ? value : Number.NaN;
  }
}

function stateOf(state: unknown): StudyState {
  const known = ['running', 'complete', 'pruned', 'fail', 'waiting'] as const;
  return known.find((name) => name === String(state).toLowerCase()) ?? 'running';
}

/** Optuna writes the local time of its machine; without a word of another it is taken for ours. */
function timeOf(text: unknown): number | null {
  const time = typeof text === 'string' ? Date.parse(text.replace(' ', 'T').slice(0, 23)) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}
