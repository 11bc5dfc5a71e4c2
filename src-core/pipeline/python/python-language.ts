import { sep } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import type { ChildLanguage } from '#core/pipeline/child-host.ts';
import { companionFile } from '#core/pipeline/companion-file.ts';
import type { PipelineHostOptions } from '#core/pipeline/pipeline.ts';

/** In a packaged app it lies unpacked: Python cannot read inside the archive. */
const CHILD = companionFile({ source: './python/child.py', built: './child.py' }).replace(
  `app.asar${sep}`,
  `app.asar.unpacked${sep}`,
);

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
