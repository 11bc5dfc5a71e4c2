import { IncumbentError } from '#core/contract/errors.ts';
import { asNode, companionFile, pythonCompanion } from '#core/platform/own-program.ts';
import { ChildHost, type ChildLanguage } from './child/child-host.ts';
import { CommandHost } from './command/command-host.ts';
import { isTypeScript, tsxLoader } from './javascript/tsx-loader.ts';
import type { PipelineHost, PipelineHostOptions } from './pipeline.ts';

/** The host for a resolved pipeline: Python, JavaScript/TypeScript or a command. */
export function createPipelineHost(options: PipelineHostOptions): PipelineHost {
  const { pipeline } = options;
  switch (pipeline.kind) {
    case 'python':
      return new ChildHost(pythonLanguage({ file: pipeline.file }, pipeline.function, options), options);
    case 'python-module':
      return new ChildHost(pythonLanguage({ module: pipeline.module }, pipeline.function, options), options);
    case 'javascript':
      return new ChildHost(javascriptLanguage(pipeline.file, pipeline.export, options), options);
    case 'command':
      return new CommandHost(pipeline.command, options);
  }
}

const PYTHON_CHILD = pythonCompanion('child.py');

/** How the Python child is started and what it imports. */
function pythonLanguage(
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
      args: [PYTHON_CHILD],
      cwd: options.workingDirectory,
      env: options.env,
    },
    target: { ...target, function: functionName, working_directory: options.workingDirectory },
  };
}

const JAVASCRIPT_CHILD = companionFile('javascript-child.js');

/** How the JavaScript child is started: this very Node (or Electron as Node), with tsx where the module needs it. */
function javascriptLanguage(file: string, exportName: string, options: PipelineHostOptions): ChildLanguage {
  const loader = isTypeScript(file) ? tsxLoader() : [];
  return {
    launch: {
      command: process.execPath,
      args: [...loader, JAVASCRIPT_CHILD],
      cwd: options.workingDirectory,
      env: { ...options.env, ...asNode() },
    },
    target: { file, export: exportName },
  };
}
