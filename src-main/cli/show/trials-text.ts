import type { LoggedSeries } from '#core/analysis/charts/learning-curve.ts';
import { csvCell } from '#core/analysis/words/csv-cell.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import { lossOf, type Trial, trialSchema } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { toJsonNumber } from '#core/contract/value.ts';
import { columnsText } from '../terminal/terminal.ts';

type Format = 'table' | 'csv' | 'json' | 'jsonl';
type Row = Readonly<Record<string, unknown>>;

type Shown = {
  readonly trials: readonly Trial[];
  readonly space: SearchSpace;
  /** What trials without a learning curve logged as one, by trial; only JSON tells it. */
  readonly curves?: ReadonlyMap<string, LoggedSeries>;
};

/** Every trial in one of the promised formats, without the last line's end. */
export function trialsText(format: Format, { trials, space, curves }: Shown): string {
  const whole = (trial: Trial) => ({ ...inOrder(trial), ...loggedCurve(curves?.get(trial.trial)) });
  switch (format) {
    case 'json':
      return JSON.stringify(trials.map(whole), null, 2);
    case 'jsonl':
      return trials.map((trial) => JSON.stringify(whole(trial))).join('\n');
    case 'csv':
      return csv(trials, parametersOf(trials, space));
    case 'table':
      return table(trials, parametersOf(trials, space));
  }
}

const JSON_KEYS = Object.keys(trialSchema.shape) as readonly (keyof Trial)[];

/** With its keys in the promised order, for eyes that run down the lines. */
function inOrder(trial: Trial): Partial<Trial> {
  return Object.fromEntries(JSON_KEYS.map((key) => [key, trial[key]]));
}

function loggedCurve(curve: LoggedSeries | undefined) {
  if (curve === undefined) {
    return {};
  }
  const points = curve.points.map(([step, value]) => [step, toJsonNumber(value)]);
  return { logged_curve: { name: curve.name, points } };
}

/** In the order of the space, then whatever else some trial has. */
function parametersOf(trials: readonly Trial[], space: SearchSpace): readonly string[] {
  return [
    ...new Set([...space.map(({ name }) => name), ...trials.flatMap(({ config }) => Object.keys(config))]),
  ];
}

const CSV_FIELDS = [
  'trial',
  'state',
  'loss',
  'cost',
  'bracket',
  'rung',
  'fidelity',
  'previous',
  'attempt',
  'worker',
  'sampled_at',
  'started_at',
  'ended_at',
] as const satisfies readonly (keyof Trial)[];

/** One column a field, one `config.NAME` a parameter, then the error's type and message. */
function csv(trials: readonly Trial[], parameters: readonly string[]): string {
  const header = [
    ...CSV_FIELDS,
    ...parameters.map((name) => `config.${name}`),
    'error.type',
    'error.message',
  ];
  const rows = trials.map((trial) => [
    ...CSV_FIELDS.map((field) => (trial as Row)[field]),
    ...parameters.map((name) => trial.config[name]),
    trial.error?.type,
    trial.error?.message,
  ]);
  return [header, ...rows]
    .map((cells) => cells.map((value) => csvCell(cellText(value))).join(','))
    .join('\n');
}

function cellText(value: unknown): string {
  return value == null ? '' : Array.isArray(value) ? JSON.stringify(value) : String(value);
}

function table(trials: readonly Trial[], parameters: readonly string[]): string {
  const header = ['trial', 'state', 'loss', 'cost', ...parameters];
  const rows = trials.map((trial) => [
    trial.trial,
    trial.state,
    lossText(trial),
    typeof trial.cost === 'number' ? formatNumber(trial.cost) : (trial.cost ?? ''),
    ...parameters.map((name) => valueText(trial.config[name])),
  ]);
  return columnsText([header, ...rows]);
}

function lossText(trial: Trial): string {
  const loss = lossOf(trial);
  if (loss !== null) {
    return Number.isFinite(loss) ? formatNumber(loss) : String(loss);
  }
  return trial.loss === null ? (trial.error?.type ?? '') : JSON.stringify(trial.loss);
}

function valueText(value: unknown): string {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return formatNumber(value);
  }
  return value === undefined ? '' : String(value);
}
