import type { ChildLanguage } from '#core/pipeline/child/child-host.ts';
import { companionFile } from '#core/pipeline/companion-file.ts';
import type { PipelineHostOptions } from '#core/pipeline/pipeline.ts';
import { asNode } from '#core/platform/as-node.ts';
import { RUNS_FROM_SOURCE } from '#core/platform/runs-from-source.ts';
import { isTypeScript } from './is-typescript.ts';
import { tsxLoader } from './tsx-loader.ts';

const CHILD = companionFile({ source: './javascript/child-entry.ts', built: './javascript-child.js' });

/** How the JavaScript child is started: this very Node (or Electron as Node), with tsx where the module needs it. */
export function javascriptLanguage(
  file: string,
  exportName: string,
  options: PipelineHostOptions,
): ChildLanguage {
  const loader = RUNS_FROM_SOURCE || isTypeScript(file) ? tsxLoader() : [];
  return {
    launch: {
      command: process.execPath,
      args: [...loader, CHILD],
      cwd: options.workingDirectory,
      env: { ...options.env, ...asNode() },
    },
    target: { file, export: exportName },
  };
}
