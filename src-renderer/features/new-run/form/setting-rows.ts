import { formatDuration } from '#core/analysis/words/format-duration.ts';
import { bytes, count, given } from '#renderer/format/numbers.ts';
import type { SectionId } from './sections.ts';

/** One setting as the form shows it: what it is, its value in words, the key that sets it. */
export type SettingRow = {
  readonly label: string;
  readonly value: string;
  readonly key: string;
  readonly input: SettingInput;
};

/** How a setting is given: `quantity` is a number with a unit such as `5 min`. */
export type SettingInput = 'text' | 'number' | 'quantity' | 'flag' | 'requeue' | 'variables';

export type Settings = Readonly<Record<string, unknown>>;
type Words = (value: unknown) => string;
type Line = {
  readonly key: string;
  readonly label: string;
  readonly words: Words;
  readonly input: SettingInput;
};

const text: Words = (value) => (value === null || value === undefined ? 'none' : String(value));
const number: Words = (value) => (typeof value === 'number' ? given(value) : text(value));
const whole: Words = (value) => (typeof value === 'number' ? count(value) : text(value));
const seconds: Words = (value) => (typeof value === 'number' ? formatDuration(value) : text(value));
const size: Words = (value) => (typeof value === 'number' ? bytes(value) : text(value));
const yes: Words = (value) => (value === true ? 'yes' : 'no');
const drawn: Words = (value) =>
  value === null || value === undefined ? 'drawn at the first start' : String(value);
const seen: Words = (value) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? Object.keys(value).join(', ')
    : 'none; the start takes them too';

/** The settings of each section; the space and the optimizer have forms of their own. */
export const SETTING_LINES: Record<Exclude<SectionId, 'space' | 'optimizer'>, readonly Line[]> = {
  pipeline: [
    { key: 'evaluate_pipeline', label: 'Function', words: pipelineWords, input: 'text' },
    { key: 'root_directory', label: 'Root directory', words: text, input: 'text' },
    {
      key: 'incumbent.evaluation_timeout',
      label: 'Time limit of an evaluation',
      words: seconds,
      input: 'quantity',
    },
    { key: 'incumbent.env', label: 'Environment variables', words: seen, input: 'variables' },
  ],
  budget: [
    { key: 'max_evaluations_total', label: 'Evaluations', words: whole, input: 'number' },
    { key: 'max_cost_total', label: 'Cost', words: number, input: 'number' },
    { key: 'max_evaluations_per_run', label: 'Evaluations of each worker', words: whole, input: 'number' },
    { key: 'incumbent.max_duration', label: 'Time', words: seconds, input: 'quantity' },
    { key: 'incumbent.until_stopped', label: 'Run until stopped', words: yes, input: 'flag' },
    {
      key: 'continue_until_max_evaluation_completed',
      label: 'Count only completed evaluations',
      words: yes,
      input: 'flag',
    },
  ],
  errors: [
    { key: 'ignore_errors', label: 'After an error', words: afterError, input: 'flag' },
    { key: 'loss_value_on_error', label: 'Loss of a failed evaluation', words: number, input: 'number' },
    { key: 'cost_value_on_error', label: 'Cost of a failed evaluation', words: number, input: 'number' },
    { key: 'incumbent.requeue', label: 'Trials from dead workers', words: requeueWords, input: 'requeue' },
    { key: 'incumbent.max_requeues', label: 'Attempts after the first', words: whole, input: 'number' },
  ],
  workers: [
    { key: 'seed', label: 'Seed', words: drawn, input: 'number' },
    { key: 'sample_batch_size', label: 'Batch size per worker', words: whole, input: 'number' },
    { key: 'incumbent.heartbeat', label: 'Heartbeat', words: seconds, input: 'quantity' },
    { key: 'incumbent.lease', label: 'Declare dead after', words: seconds, input: 'quantity' },
    { key: 'incumbent.log_limit', label: 'Log of a trial, at most', words: size, input: 'quantity' },
    { key: 'post_run_summary', label: 'Summary tables at the end', words: yes, input: 'flag' },
  ],
};

/** The function or the command of a pipeline; an example where none is named. */
export function pipelineWords(value: unknown): string {
  if (value === undefined) {
    return 'train.py:train';
  }
  if (typeof value === 'object' && value !== null && 'command' in value && Array.isArray(value.command)) {
    return value.command.join(' ');
  }
  return text(value);
}

function afterError(value: unknown): string {
  return value === true ? 'record it and go on' : 'stop the run';
}

function requeueWords(value: unknown): string {
  return value === 'ask' ? 'wait for me' : 'retry';
}

/** The value of a dotted key. */
export function settingOf(settings: Settings, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (inside, part) =>
        typeof inside === 'object' && inside !== null ? (inside as Settings)[part] : undefined,
      settings,
    );
}

/** The settings of a section that are given or have a default. */
export function rowsOf(id: SectionId, settings: Settings): SettingRow[] {
  if (id === 'space' || id === 'optimizer') {
    return [];
  }
  return (
    SETTING_LINES[id]
      // The one setting without a default has its field also before it is given.
      .filter(({ key }) => key === 'evaluate_pipeline' || settingOf(settings, key) !== undefined)
      .map(({ key, label, words, input }) => ({ key, label, value: words(settingOf(settings, key)), input }))
  );
}
