import { isAbsolute, join, resolve } from 'node:path';
import type { OptimizerChoice, Pipeline, RunSettings } from '#core/contract/setup/settings.ts';

/** Where relative paths and `~` of a YAML start: the folder that it lives in, and the person's home. */
export type PathBase = { readonly folder: string; readonly home: string };

/** One path as a YAML writes it, made absolute. */
export function resolvePath(written: string, base: PathBase): string {
  if (written === '~') {
    return base.home;
  }
  if (written.startsWith('~/')) {
    return join(base.home, written.slice(2));
  }
  return isAbsolute(written) ? written : resolve(base.folder, written);
}

/** A program that is given by a path is made absolute; a bare name is left to the search path. */
function resolveProgram(written: string, base: PathBase): string {
  return written.includes('/') || written.includes('\\') || written === '~'
    ? resolvePath(written, base)
    : written;
}

export function resolvePipeline(pipeline: Pipeline, base: PathBase): Pipeline {
  switch (pipeline.kind) {
    case 'python':
    case 'javascript':
      return { ...pipeline, file: resolvePath(pipeline.file, base) };
    case 'python-module':
      return pipeline;
    case 'command': {
      // Only the program: whether another argument is a path cannot be told, and the command runs in the folder.
      const [program, ...rest] = pipeline.command;
      return program === undefined
        ? pipeline
        : { ...pipeline, command: [resolveProgram(program, base), ...rest] };
    }
  }
}

/** The setting `optimizer` with the path of a module made absolute. */
export function resolveChoice(choice: OptimizerChoice, base: PathBase): OptimizerChoice {
  return choice.kind === 'module' ? { ...choice, file: resolvePath(choice.file, base) } : choice;
}

/** Settings whose paths no longer depend on where they were written. The written form of the pipeline is kept in it. */
export function resolveSettings(settings: RunSettings, base: PathBase): RunSettings {
  const { python } = settings.incumbent;
  return {
    ...settings,
    evaluate_pipeline: resolvePipeline(settings.evaluate_pipeline, base),
    root_directory: resolvePath(settings.root_directory, base),
    optimizer: resolveChoice(settings.optimizer, base),
    incumbent: { ...settings.incumbent, python: python === null ? null : resolveProgram(python, base) },
  };
}
