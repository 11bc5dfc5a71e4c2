import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FoundInterpreters, InterpreterOffer } from '#core/contract/setup/pipeline.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import { findInterpreters } from '#core/pipeline/interpreters/find-interpreters.ts';
import { moduleFile } from '#core/pipeline/source/near-files.ts';
import { pythonImports } from '#core/pipeline/source/python-imports.ts';

/** Looks for every Python that could run the pipeline of a text; `ended` stops the search. */
export async function* interpreterEvents(
  read: ReadRun,
  ended: AbortSignal,
): AsyncGenerator<FoundInterpreters, void, void> {
  const { folder, source } = read;
  const file = await functionFile(read.settings?.evaluate_pipeline ?? null, folder);
  const text = file === null ? '' : await readFile(file, 'utf8').catch(() => '');
  const search = {
    folder,
    files: [...new Set([source.file, file].filter((each) => each !== null))],
    own: file === null ? folder : dirname(file),
    imports: pythonImports(text),
    home: source.home,
    env: source.env,
    signal: ended,
  };
  let seq = 0;
  let interpreters: readonly InterpreterOffer[] = [];
  for await (interpreters of findInterpreters(search)) {
    yield { seq: ++seq, interpreters: [...interpreters], done: false };
  }
  yield { seq: ++seq, interpreters: [...interpreters], done: true };
}

async function functionFile(pipeline: Pipeline | null, folder: string): Promise<string | null> {
  switch (pipeline?.kind) {
    case 'python':
      return pipeline.file;
    case 'python-module':
      return await moduleFile(folder, pipeline.module);
    default:
      return null;
  }
}
