import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FoundInterpreters, InterpreterOffer } from '#core/contract/setup/pipeline.ts';
import type { ReadRun } from '#core/launch/read/read-run.ts';
import { findInterpreters } from '#core/pipeline/interpreters/find-interpreters.ts';
import { pythonImports } from '#core/pipeline/source/python-names.ts';
import { pipelineFile } from '#core/pipeline/source/source-file.ts';

/** Looks for every Python that could run the pipeline of a text; `ended` stops the search. */
export async function* interpreterEvents(
  read: ReadRun,
  ended: AbortSignal,
): AsyncGenerator<FoundInterpreters, void, void> {
  const { folder, source } = read;
  const pipeline = read.settings?.evaluate_pipeline ?? null;
  const isPython = pipeline?.kind === 'python' || pipeline?.kind === 'python-module';
  const file = isPython ? await pipelineFile(pipeline, folder) : null;
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
