import type { PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { javascriptFunctions } from './javascript-functions.ts';
import { pythonFunctions } from './python-functions.ts';
import { pipelineFile, readSource } from './source-file.ts';

/**
 * The functions of a pipeline's file with their arguments, by reading its text; null for commands, and if there is no
 * file to read.
 *
 * @param pipeline - with its path resolved
 * @param folder - where modules are looked for
 */
export async function pipelineSource(pipeline: Pipeline, folder: string): Promise<PipelineSource | null> {
  const file = await pipelineFile(pipeline, folder);
  const source = file === null ? null : await readSource(file);
  if (!source?.isThere || source.text === null || pipeline.kind === 'command') {
    return null;
  }
  const written = pipeline.written.slice(0, pipeline.written.lastIndexOf(':'));
  return pipeline.kind === 'javascript'
    ? {
        language: 'javascript',
        written,
        functions: [...javascriptFunctions(source.text)],
        chosen: pipeline.export || null,
      }
    : {
        language: 'python',
        written,
        functions: [...pythonFunctions(source.text)],
        chosen: pipeline.function || null,
      };
}
