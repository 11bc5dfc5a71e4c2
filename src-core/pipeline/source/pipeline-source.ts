import { readFile, stat } from 'node:fs/promises';
import type { PipelineFunction, PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { javascriptFunctions } from './javascript-functions.ts';
import { moduleFile } from './near-files.ts';
import { pythonFunctions } from './python-source.ts';
import { MAX_SOURCE_BYTES } from './source-limit.ts';

/**
 * The functions of a pipeline's file with their arguments, by reading its text; null for commands, and where there is no
 * file to read.
 *
 * @param pipeline - with its path resolved
 * @param folder - where modules are looked for
 */
export async function pipelineSource(pipeline: Pipeline, folder: string): Promise<PipelineSource | null> {
  const written = pipeline.written.slice(0, pipeline.written.lastIndexOf(':'));
  switch (pipeline.kind) {
    case 'command':
      return null;
    case 'javascript': {
      const functions = await functionsIn(pipeline.file, javascriptFunctions);
      return functions && { language: 'javascript', written, functions, chosen: pipeline.export || null };
    }
    default: {
      const file = pipeline.kind === 'python' ? pipeline.file : await moduleFile(folder, pipeline.module);
      const functions = file === null ? null : await functionsIn(file, pythonFunctions);
      return functions && { language: 'python', written, functions, chosen: pipeline.function || null };
    }
  }
}

async function functionsIn(
  file: string,
  read: (text: string) => readonly PipelineFunction[],
): Promise<PipelineFunction[] | null> {
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile() || found.size > MAX_SOURCE_BYTES) {
    return null;
  }
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : [...read(text)];
}
