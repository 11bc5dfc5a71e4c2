import { formatDuration } from '#core/analysis/format-duration.ts';
import { meantKey } from '#core/config/settings/run-entries.ts';
import type { CheckReport } from '#core/contract/check.ts';
import type { Problem } from '#core/contract/problem.ts';
import { bytes, count, counted, given } from '../../format/numbers.ts';
import { optimizerTitle } from '../../format/words.ts';

export const SECTIONS = ['pipeline', 'space', 'optimizer', 'budget', 'errors', 'workers'] as const;
export type SectionId = (typeof SECTIONS)[number];

/** One setting as the form shows it: what it is, its value in words, the key that sets it. */
export type SettingRow = {
  readonly label: string;
  readonly value: string;
  readonly key: string;
  readonly input: SettingInput;
};

/** How a setting is given: `quantity` is a number with a unit such as `5 min`; `none` is left to the YAML. */
export type SettingInput = 'text' | 'number' | 'quantity' | 'flag' | 'requeue' | 'none';

export type Section = {
  readonly id: SectionId;
  readonly title: string;
  /** The line under the title in the list of sections. */
  readonly summary: string;
  /** False where the text does not tell yet: nothing is wrong, but nothing is right either. */
  readonly settled: boolean;
  readonly rows: readonly SettingRow[];
  readonly problems: readonly Problem[];
};

type Settings = Readonly<Record<string, unknown>>;
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
    : 'none';

const LINES: Record<Exclude<SectionId, 'space' | 'optimizer'>, readonly Line[]> = {
  pipeline: [
    { key: 'evaluate_pipeline', label: 'Function', words: pipelineWords, input: 'text' },
    { key: 'root_directory', label: 'Root directory', words: text, input: 'text' },
    {
      key: 'incumbent.evaluation_timeout',
      label: 'Time limit of an evaluation',
      words: seconds,
      input: 'quantity',
    },
    { key: 'incumbent.env', label: 'Environment variables', words: seen, input: 'none' },
  ],
  budget: [
    { key: 'max_evaluations_total', label: 'Evaluations', words: whole, input: 'number' },
    { key: 'max_cost_total', label: 'Cost', words: number, input: 'number' },
    { key: 'max_evaluations_per_run', label: 'Evaluations of each worker', words: whole, input: 'number' },
    { key: 'incumbent.max_duration', label: 'Time', words: seconds, input: 'quantity' },
    { key: 'incumbent.until_stopped', label: 'Until it is stopped by hand', words: yes, input: 'flag' },
    {
      key: 'continue_until_max_evaluation_completed',
      label: 'Evaluations in progress do not count',
      words: yes,
      input: 'flag',
    },
  ],
  errors: [
    { key: 'ignore_errors', label: 'After an error', words: afterError, input: 'flag' },
    { key: 'loss_value_on_error', label: 'Loss of a failed evaluation', words: number, input: 'number' },
    { key: 'cost_value_on_error', label: 'Cost of a failed evaluation', words: number, input: 'number' },
    { key: 'incumbent.requeue', label: 'Trials of dead workers', words: requeueWords, input: 'requeue' },
    { key: 'incumbent.max_requeues', label: 'Attempts after the first', words: whole, input: 'number' },
  ],
  workers: [
    { key: 'seed', label: 'Seed', words: drawn, input: 'number' },
    { key: 'sample_batch_size', label: 'Configurations claimed in one step', words: whole, input: 'number' },
    { key: 'incumbent.heartbeat', label: 'Heartbeat', words: seconds, input: 'quantity' },
    { key: 'incumbent.lease', label: 'Counted as dead without one for', words: seconds, input: 'quantity' },
    { key: 'incumbent.log_limit', label: 'Log of a trial, at most', words: size, input: 'quantity' },
    { key: 'post_run_summary', label: 'Summary tables at the end', words: yes, input: 'flag' },
  ],
};

const TITLES: Record<SectionId, string> = {
  pipeline: 'Pipeline',
  space: 'Search space',
  optimizer: 'Optimizer',
  budget: 'Budget',
  errors: 'Errors',
  workers: 'Workers',
};

function pipelineWords(value: unknown): string {
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
  return value === 'ask' ? 'wait for you' : 'are tried again';
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

/** Beginnings of keys that belong to a section though they are no key of it: those below a key, those of older versions. */
const BEGINNINGS: readonly (readonly [string, SectionId])[] = [
  ['pipeline_space', 'space'],
  ['optimi', 'optimizer'],
  ['searcher', 'optimizer'],
  ['max_', 'budget'],
];

/** Which section a problem belongs to, by what it is about. */
export function sectionOf({ path, code }: Pick<Problem, 'path' | 'code'>): SectionId {
  const written = path ?? '';
  const isMisspelt = code === 'unknown-key' && !written.includes('.');
  const key = (isMisspelt ? meantKey(written) : null) ?? written;
  if (code === 'no-budget') {
    return 'budget';
  }
  const begins = BEGINNINGS.find(([beginning]) => key.startsWith(beginning));
  if (begins) {
    return begins[1];
  }
  const line = (id: keyof typeof LINES) =>
    LINES[id].some((each) => key === each.key || key.startsWith(`${each.key}.`));
  return (['budget', 'errors', 'workers'] as const).find(line) ?? 'pipeline';
}

function budgetSummary(settings: Settings): string {
  const evaluations = settingOf(settings, 'max_evaluations_total');
  const cost = settingOf(settings, 'max_cost_total');
  const duration = settingOf(settings, 'incumbent.max_duration');
  const parts = [
    typeof evaluations === 'number' ? counted(evaluations, 'evaluation') : null,
    typeof cost === 'number' ? `cost ${given(cost)}` : null,
    typeof duration === 'number' ? formatDuration(duration) : null,
  ];
  const limits = parts.filter((part) => part !== null);
  return limits.length > 0 ? limits.join(', ') : 'no total';
}

function summaryOf(id: SectionId, report: CheckReport): string {
  const settings = report.settings ?? {};
  switch (id) {
    case 'pipeline':
      return pipelineWords(settings.evaluate_pipeline ?? 'not named yet');
    case 'space':
      return report.space ? counted(report.space.length, 'parameter') : 'not readable yet';
    case 'optimizer':
      return report.optimizer ? optimizerTitle(report.optimizer.name) : 'not settled yet';
    case 'budget':
      return budgetSummary(settings);
    case 'errors':
      return settings.ignore_errors === true ? 'Record and go on' : 'Stop at the first';
    case 'workers':
      return 'Chosen at the start';
  }
}

function isSettled(id: SectionId, { space, optimizer, settings }: CheckReport): boolean {
  switch (id) {
    case 'pipeline':
      return Boolean(settings?.evaluate_pipeline);
    case 'space':
      return space !== null;
    case 'optimizer':
      return optimizer !== null;
    default:
      return settings !== null;
  }
}

function rowsOf(id: SectionId, settings: Settings): SettingRow[] {
  if (id === 'space' || id === 'optimizer') {
    return [];
  }
  return (
    LINES[id]
      // The one setting without a default has its field also before it is given.
      .filter(({ key }) => key === 'evaluate_pipeline' || settingOf(settings, key) !== undefined)
      .map(({ key, label, words, input }) => ({ key, label, value: words(settingOf(settings, key)), input }))
  );
}

/** The form, section by section, from what the engine read. */
export function collectSections(report: CheckReport): Section[] {
  return SECTIONS.map((id) => ({
    id,
    title: TITLES[id],
    summary: summaryOf(id, report),
    settled: isSettled(id, report),
    rows: rowsOf(id, report.settings ?? {}),
    problems: report.problems.filter((problem) => sectionOf(problem) === id),
  }));
}

/** The parameter that a problem is about, null for one about the space as a whole. */
export function parameterOf({ path }: Pick<Problem, 'path'>): string | null {
  return path?.match(/^pipeline_space\.([^.[]+)/)?.[1] ?? null;
}

/** How many findings forbid a start. */
export function errorCount(problems: readonly Problem[]): number {
  return problems.filter((problem) => problem.severity === 'error').length;
}
