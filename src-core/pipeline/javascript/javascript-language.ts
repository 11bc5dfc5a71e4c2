import type { ChildLanguage } from '#core/pipeline/child/child-host.ts';
import type { PipelineHostOptions } from '#core/pipeline/pipeline.ts';
import { asNode } from '#core/platform/as-node.ts';
import { companionFile } from '#core/platform/companion-file.ts';
import { isTypeScript } from './is-typescript.ts';
import { tsxLoader } from './tsx-loader.ts';

const CHILD = companionFile('javascript-child.js');

/** How the JavaScript child is started: this very Node (or Electron as Node), with tsx where the module needs it. */
export function javascriptLanguage(
  file: string,
  exportName: string,
  options: PipelineHostOptions,
): ChildLanguage {
  const loader = isTypeScript(file) ? tsxLoader() : [];
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
