import { type FloatRuns, joinFloats } from '#core/config/values/float-runs.ts';
import { floatOf, numberOf, type TypedValue } from '#core/config/values/typed-value.ts';
import { isCompleted, lossOf, type Trial } from '#core/contract/run/trial.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { runLayout } from '#core/state/layout.ts';
import type { Ledger } from '#core/state/ledger/ledger.ts';
import { makeFolderIn, replaceFile } from '#core/state/run-files.ts';
import { csvText } from './csv.ts';
import { pythonFloat, pythonLiteral } from './python-literal.ts';

/** A row by column; what it lacks is an empty cell. */
type Row = ReadonlyMap<string, TypedValue>;
type Cell = readonly [string, TypedValue];

/**
 * Writes `summary_csv/config_data.csv` and `run_status.csv` with the columns and the order of the library's 0.12: one
 * row a trial, those with a result first, by ascending loss; columns of configuration, metadata and result.
 */
export function writeSummary(root: string, ledger: Ledger, settings: RunSettings): void {
  const layout = runLayout(root);
  makeFolderIn(root, 'summary.make', layout.summary);
  replaceFile('summary', layout.configData, configDataCsv(ledger, settings));
  replaceFile('summary', layout.runStatus, runStatusCsv(ledger));
}

/** The text of `run_status.csv`. */
export function runStatusCsv(ledger: Ledger): string {
  const counts = ledger.counts();
  const { best } = ledger;
  const loss = best === null ? null : lossOf(best);
  return csvText(
    ['description', 'value'],
    [
      ['num_evaluated_configs', String(ledger.completed.length)],
      ['num_pending_configs', String(counts.pending + counts.evaluating)],
      ['num_pending_configs_with_worker', String(counts.evaluating)],
      ['best_loss', pythonFloat(loss ?? Number.POSITIVE_INFINITY)],
      ['best_config_id', best?.trial ?? ''],
      ['num_error', String(counts.failed + counts.crashed)],
    ],
  );
}

/** The text of `config_data.csv`. */
export function configDataCsv(ledger: Ledger, settings: RunSettings): string {
  const rows = [...completedRows(ledger, settings), ...pendingRows(ledger)];
  const groups = ['config', 'metadata', 'result'].map((group) => columnsOf(rows, `${group}.`));
  const columns = ['config_id', 'status', ...groups.flat()];
  const texts = columns.map((column) => columnTexts(rows.map((row) => row.get(column) ?? null)));
  const cells = rows.map((_, index) => texts.map((column) => column[index] ?? ''));
  return csvText(columns, cells);
}

function completedRows(ledger: Ledger, settings: RunSettings): readonly Row[] {
  let used = 0;
  const rows = ledger.completed.map((trial) => {
    const cost = trial.cost === null ? null : fromJsonNumber(trial.cost);
    const row = new Map<string, TypedValue>([
      ['config_id', trial.trial],
      ['status', 'complete'],
      ...prefixed('config.', trial.config),
      ...metadataCells(trial, cost, { used, max: settings.max_cost_total }),
      ...resultCells(trial, ledger.extraFloats(trial.trial)),
    ]);
    used += cost !== null && Number.isFinite(cost) ? cost : 0;
    return { row, loss: trial.state === 'success' ? (lossOf(trial) ?? Number.NaN) : Number.NaN };
  });
  return rows.sort((a, b) => compareLosses(a.loss, b.loss)).map(({ row }) => row);
}

function pendingRows(ledger: Ledger): readonly Row[] {
  return ledger.all
    .filter(({ state }) => !isCompleted(state))
    .map(
      (trial) =>
        new Map<string, TypedValue>([
          ['config_id', trial.trial],
          ['status', 'pending'],
          ...prefixed('config.', trial.config),
        ]),
    );
}

function metadataCells(
  trial: Trial,
  cost: number | null,
  budget: { readonly used: number; readonly max: number | null },
): readonly Cell[] {
  const times = {
    time_end: epochSeconds(trial.ended_at),
    time_sampled: epochSeconds(trial.sampled_at),
  };
  const costs = cost === null ? {} : { account_for_cost: true, eval_cost: cost, ...budget };
  return prefixed('metadata.', { ...times, ...costs });
}

function resultCells(trial: Trial, extraFloats: FloatRuns | null): readonly Cell[] {
  if (trial.state !== 'success') {
    return [];
  }
  const { cost, learning_curve, extra } = trial;
  const curve = learning_curve?.map((value) => pythonFloat(fromJsonNumber(value))).join(', ');
  return [
    ['result.loss', lossOf(trial)],
    ...(cost === null ? [] : [['result.cost', fromJsonNumber(cost)] as const]),
    ...(curve === undefined ? [] : [['result.learning_curve', `[${curve}]`] as const]),
    ...(extra === null ? [] : flattened('result.info_dict', joinFloats(extra, extraFloats))),
  ];
}

/** Nested mappings become columns with dotted names; lists stay one cell. */
function flattened(name: string, value: TypedValue): readonly Cell[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || floatOf(value) !== null) {
    return [[name, value]];
  }
  return Object.entries(value).flatMap(([key, item]) => flattened(`${name}.${key}`, item));
}

function prefixed(prefix: string, values: Readonly<Record<string, TypedValue>>): readonly Cell[] {
  return Object.entries(values).map(([key, value]) => [`${prefix}${key}`, value] as const);
}

/** All columns of a group in alphabetical order, those of nested mappings last. */
function columnsOf(rows: readonly Row[], prefix: string): readonly string[] {
  const names = new Set(rows.flatMap((row) => [...row.keys()].filter((name) => name.startsWith(prefix))));
  const isNested = (name: string) => Number(name.slice(prefix.length).includes('.'));
  return [...names].sort((a, b) => isNested(a) - isNested(b) || (a < b ? -1 : 1));
}

/** A column of numbers alone holds floats, as a column with gaps does in pandas; others hold what they are given. */
function columnTexts(values: readonly TypedValue[]): readonly string[] {
  const numeric = values.every((value) => value === null || numberOf(value) !== null);
  return values.map((value) => {
    const number = numberOf(value);
    if (value === null || (number !== null && Number.isNaN(number))) {
      return '';
    }
    if (typeof value === 'string') {
      return value;
    }
    return numeric && number !== null ? pythonFloat(number) : pythonLiteral(value);
  });
}

/** Ascending; what has no loss comes last. */
function compareLosses(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) {
    return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  }
  return a === b ? 0 : a - b;
}

function epochSeconds(time: string | null): number | null {
  return time === null ? null : Date.parse(time) / 1000;
}
