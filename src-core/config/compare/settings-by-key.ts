import type { OptimizerChoice, Pipeline, RunSettings } from '#core/contract/setup/settings.ts';
import type { Json } from '#core/contract/value.ts';

/**
 * Settings by YAML key as plain JSON, for `check --json`, screens and the set-up form: pipeline and optimizer in
 * the forms that a YAML has for them, durations in seconds, sizes in bytes.
 */
export function settingsByKey(settings: Partial<RunSettings>): Record<string, unknown> {
  const { evaluate_pipeline, optimizer, ...others } = settings;
  return {
    ...(evaluate_pipeline === undefined ? {} : { evaluate_pipeline: pipelineByKey(evaluate_pipeline) }),
    ...others,
    ...(optimizer === undefined ? {} : { optimizer: optimizerByKey(optimizer) }),
  };
}

/** `train.py:run`, or a mapping with the `command`. */
export function pipelineByKey(pipeline: Pipeline): string | { readonly command: readonly string[] } {
  switch (pipeline.kind) {
    case 'python':
      return `${pipeline.file}:${pipeline.function}`;
    case 'python-module':
      return `${pipeline.module}:${pipeline.function}`;
    case 'javascript':
      return `${pipeline.file}:${pipeline.export}`;
    case 'command':
      return { command: pipeline.command };
  }
}

/** The optimizer's name, or a mapping of its name and its arguments. */
export function optimizerByKey(optimizer: OptimizerChoice): string | { readonly [key: string]: Json } {
  if (optimizer.kind === 'auto') {
    return 'auto';
  }
  const name = optimizer.kind === 'named' ? optimizer.name : `${optimizer.file}:${optimizer.export}`;
  return Object.keys(optimizer.arguments).length === 0 ? name : { name, ...optimizer.arguments };
}
