import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import { settingLines } from '#core/config/words/setting-lines.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import type { Parameter } from '#core/contract/space.ts';

/** Every fact of a run that can differ from another's: `optimizer.eta`, `pipeline_space.width`, `max_evaluations_total`. */
export type KeyedFacts = ReadonlyMap<string, string>;

/** Keys that say where a run is kept and how it is served, not what it does. */
const HOUSEKEEPING: ReadonlySet<string> = new Set([
  'root_directory',
  'overwrite_working_directory',
  'post_run_summary',
  'incumbent.python',
  'incumbent.env',
  'incumbent.heartbeat',
  'incumbent.lease',
  'incumbent.requeue',
  'incumbent.max_requeues',
  'incumbent.log_limit',
  'incumbent.tensorboard',
  'incumbent.cost_unit',
  'incumbent.note',
]);

/** What a person asked for, which the optimizer in use stands for, and the seed that was drawn. */
const RESOLVED: ReadonlySet<string> = new Set(['optimizer', 'seed']);

/** Whether a key only says where and how a run is kept, not what it searches. */
export function isHousekeeping(key: string): boolean {
  return HOUSEKEEPING.has(key);
}

/** The facts of a run by key: the optimizer in use, the seed, the space, then the settings in the order of the file. */
export function keyedFacts({ optimizer, seed, space, space_inferred, settings }: ComparedRun): KeyedFacts {
  const facts = new Map<string, string>();
  if (optimizer !== null) {
    facts.set('optimizer', optimizer.name);
    for (const [name, value] of Object.entries(optimizer.arguments)) {
      facts.set(`optimizer.${name}`, String(value));
    }
  }
  if (seed !== null) {
    facts.set('seed', String(seed));
  }
  for (const parameter of space ?? []) {
    const told = inOneOrder(parameter);
    facts.set(
      `pipeline_space.${parameter.name}`,
      parameterSummary(space_inferred ? inFewDigits(told) : told),
    );
  }
  for (const { key, value } of settingLines(settings ?? {})) {
    if (!RESOLVED.has(key)) {
      facts.set(key, value);
    }
  }
  return facts;
}

/** Bounds that were read off trials are no better known than so. */
const DIGITS = 4;

function inFewDigits(parameter: Parameter): Parameter {
  if (parameter.kind !== 'float') {
    return parameter;
  }
  const [lower, upper] = [parameter.lower, parameter.upper].map((bound) => Number(bound.toPrecision(DIGITS)));
  return { ...parameter, lower: lower ?? parameter.lower, upper: upper ?? parameter.upper };
}

/** Choices in another order mean the same. */
function inOneOrder(parameter: Parameter): Parameter {
  if (parameter.kind !== 'categorical') {
    return parameter;
  }
  const order = parameter.choices
    .map((choice, index) => ({ choice, kind: parameter.choice_kinds[index] ?? 'string' }))
    .sort((a, b) => (String(a.choice) < String(b.choice) ? -1 : 1));
  return {
    ...parameter,
    choices: order.map(({ choice }) => choice),
    choice_kinds: order.map(({ kind }) => kind),
  };
}
