import type { RunSettings } from '#core/contract/setup/settings.ts';
import { INCUMBENT_DEFAULTS } from '#core/contract/setup/settings.ts';

/** The top-level keys of a run's YAML. */
export type RunKey = keyof RunSettings | 'pipeline_space';

const RULES: Readonly<Record<RunKey, string | null>> = {
  evaluate_pipeline: null,
  pipeline_space: 'The search space of a run stays as it was started',
  root_directory: 'A run stays in its directory',
  max_evaluations_total: null,
  max_cost_total: null,
  max_evaluations_per_run: null,
  continue_until_max_evaluation_completed: null,
  overwrite_working_directory: 'Overwriting is decided when a run is started',
  post_run_summary: null,
  ignore_errors: null,
  loss_value_on_error: null,
  cost_value_on_error: null,
  sample_batch_size: null,
  optimizer: 'The optimizer of a run stays the one it was started with',
  seed: 'The seed of a run stays the one it was started with',
  incumbent: null,
};

/** Why a key may not differ when a run is continued, as half a sentence; null where it may. */
export const CONTINUE_RULES: ReadonlyMap<string, string | null> = new Map(Object.entries(RULES));

/** Names of other versions of the NePS library, and what is said of them beyond today's name. */
export type OtherName = { readonly key: RunKey; readonly remark: string };

const PER_WORKER = ' All workers share it here; NePS counts it for each worker since 0.15.';

export const OTHER_NAMES: ReadonlyMap<string, OtherName> = new Map<string, OtherName>([
  ['run_pipeline', { key: 'evaluate_pipeline', remark: '' }],
  ['evaluations_to_spend', { key: 'max_evaluations_total', remark: PER_WORKER }],
  ['cost_to_spend', { key: 'max_cost_total', remark: '' }],
  ['overwrite_root_directory', { key: 'overwrite_working_directory', remark: '' }],
  ['write_summary_to_disk', { key: 'post_run_summary', remark: '' }],
  ['objective_value_on_error', { key: 'loss_value_on_error', remark: '' }],
  ['searcher', { key: 'optimizer', remark: '' }],
]);

/** The library's budget that no run has here: its unit is not that of any other. */
export const FIDELITY_BUDGET = 'fidelities_to_spend';

/** Keys of the library that nothing here stands behind: they may stay in the file. */
export const IGNORED_KEYS: ReadonlyMap<string, string> = new Map([
  ['development_stage_id', 'a run is found by its root directory alone'],
  ['task_id', 'a run is found by its root directory alone'],
  ['pre_load_hooks', 'there are no hooks that change an optimizer'],
  ['worker_id', 'workers choose their names themselves'],
  [FIDELITY_BUDGET, 'there is no budget of fidelities'],
  ['objective_to_minimize', 'it names the loss in a result, where it is understood'],
]);

/** Today's name of a top-level key, null for a key that nobody knows or that is ignored. */
export function runKeyOf(name: string): RunKey | null {
  const other = OTHER_NAMES.get(name);
  return other?.key ?? (isRunKey(name) ? name : null);
}

export function isKnownName(name: string): boolean {
  return runKeyOf(name) !== null || IGNORED_KEYS.has(name);
}

function isRunKey(name: string): name is RunKey {
  return CONTINUE_RULES.has(name);
}

export const INCUMBENT_KEYS: readonly string[] = Object.keys(INCUMBENT_DEFAULTS);

/** Every name that the top level understands, for the nearest one to a wrong one. */
export const KNOWN_NAMES: readonly string[] = [
  ...CONTINUE_RULES.keys(),
  ...OTHER_NAMES.keys(),
  ...IGNORED_KEYS.keys(),
];
