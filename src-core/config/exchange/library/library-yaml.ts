import { optimizerByKey, pipelineByKey } from '#core/config/compare/settings-by-key.ts';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { typedSpace } from '#core/config/space/write-space.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import type { Exported } from '#core/contract/setup/documents.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { leftOut } from './left-out.ts';
import { type LibraryOptimizer, libraryOptimizer } from './library-optimizer.ts';

/**
 * A run as YAML whose keys are the keyword arguments of the Python library's `run`, as in its manual and until 0.14:
 * later versions take spaces as classes alone.
 */
export function writeLibraryYaml(settings: RunSettings, space: SearchSpace): Exported {
  const optimizer = libraryOptimizer(settings.optimizer, space, '0.13');
  const { evaluate_pipeline: pipeline } = settings;
  const reasons = [
    ...(optimizer.kind === 'refused' ? [optimizer.reason] : []),
    ...(pipeline.kind === 'javascript' || pipeline.kind === 'command'
      ? [`The library calls functions of Python alone, not \`${pipeline.written}\`.`]
      : []),
  ];
  if (reasons.length > 0) {
    return { kind: 'refused', reasons };
  }
  const text = writeYaml({
    evaluate_pipeline: pipelineByKey(pipeline),
    pipeline_space: typedSpace(space),
    root_directory: settings.root_directory,
    ...changed(settings),
    ...(settings.loss_value_on_error === null
      ? {}
      : { objective_value_on_error: settings.loss_value_on_error }),
    optimizer: chosen(optimizer),
  });
  return { kind: 'exported', text, notes: [...fidelityNotes(optimizer, space), ...leftOut(settings)] };
}

const KEYS = [
  'max_evaluations_total',
  'max_evaluations_per_run',
  'max_cost_total',
  'continue_until_max_evaluation_completed',
  'overwrite_working_directory',
  'post_run_summary',
  'ignore_errors',
  'cost_value_on_error',
  'sample_batch_size',
] as const;

function changed(settings: RunSettings): { readonly [key: string]: TypedValue } {
  return Object.fromEntries(
    KEYS.filter((key) => settings[key] !== RUN_DEFAULTS[key]).map((key) => [key, settings[key]]),
  );
}

function chosen(optimizer: LibraryOptimizer): TypedValue {
  if (optimizer.kind !== 'named') {
    return 'auto';
  }
  const { name, arguments: values } = optimizer;
  return optimizerByKey({ kind: 'named', name, arguments: values });
}

function fidelityNotes(optimizer: LibraryOptimizer, space: SearchSpace): readonly string[] {
  const fidelity = fidelityOf(space);
  const isBayesian = optimizer.kind === 'named' && /^(?:bayesian_optimization|pibo)$/.test(optimizer.name);
  return fidelity !== null && isBayesian
    ? [
        `The library's \`${optimizer.name}\` of 0.13 refuses the fidelity \`${fidelity.name}\`; make it a constant there.`,
      ]
    : [];
}
