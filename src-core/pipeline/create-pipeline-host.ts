import { ChildHost } from './child/child-host.ts';
import { CommandHost } from './command/command-host.ts';
import { javascriptLanguage } from './javascript/javascript-language.ts';
import type { PipelineHost, PipelineHostOptions } from './pipeline.ts';
import { pythonLanguage } from './python/python-language.ts';

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
