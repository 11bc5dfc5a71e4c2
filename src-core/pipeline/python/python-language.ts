import { IncumbentError } from '#core/contract/errors.ts';
import type { ChildLanguage } from '#core/pipeline/child/child-host.ts';
import type { PipelineHostOptions } from '#core/pipeline/pipeline.ts';
import { pythonCompanion } from './python-companion.ts';

const CHILD = pythonCompanion('child.py');

/** How the Python child is started and what it imports. */
export function pythonLanguage(
  target: { readonly file: string } | { readonly module: string },
  functionName: string,
  options: PipelineHostOptions,
): ChildLanguage {
  if (options.interpreter === null) {
    throw new IncumbentError('internal', 'A Python pipeline needs an interpreter, and none was given');
  }
  return {
    launch: {
      command: options.interpreter.path,
      args: [CHILD],
      cwd: options.workingDirectory,
      env: options.env,
    },
    target: { ...target, function: functionName, working_directory: options.workingDirectory },
  };
}
