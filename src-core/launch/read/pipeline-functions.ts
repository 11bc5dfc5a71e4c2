import { readNode } from '#core/config/document/read-document.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { hasUnreadableParameter, type ParsedRun } from '#core/config/run/parsed-run.ts';
import { chosenFunction, mismatchWords, signatureMismatches } from '#core/config/signature/mismatches.ts';
import type { PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { javascriptFunctions } from '#core/pipeline/source/javascript-functions.ts';
import { pythonFunctions } from '#core/pipeline/source/python-functions.ts';
import { pipelineFile, readSource } from '#core/pipeline/source/source-file.ts';
import { problemAt } from './problem-at.ts';
import { type PathBase, resolvePipeline } from './resolve-paths.ts';

/** A file whose function is still to be named: `train.py`, `train.py:`. */
const FILE_ALONE = /^(.+\.(py|js|mjs|ts)):?$/;

/** The functions of the file that a text names, also where it does not name one of them yet. */
export async function readPipelineSource(
  { known }: ParsedRun,
  { text, base }: { readonly text: string; readonly base: PathBase },
): Promise<PipelineSource | null> {
  const pipeline = known.evaluate_pipeline ?? fileAlone(text);
  return pipeline === null ? null : await pipelineSource(resolvePipeline(pipeline, base), base.folder);
}

function fileAlone(text: string): Pipeline | null {
  const given = settingDrafts(readNode(text))?.textOf('evaluate_pipeline') ?? null;
  const [, file, ending] =
    given === null || given === 'structure' ? [] : (FILE_ALONE.exec(given.shown) ?? []);
  if (file === undefined) {
    return null;
  }
  const written = `${file}:`;
  return ending === 'py'
    ? { kind: 'python', file, function: '', written }
    : { kind: 'javascript', file, export: '', written };
}

/** Where the function's arguments and the search space do not fit, as warnings: reading a text is no proof. */
export function signatureProblems(parsed: ParsedRun, source: PipelineSource | null): readonly Problem[] {
  const found = source === null ? null : chosenFunction(source);
  if (source === null || found === null || parsed.space === null || hasUnreadableParameter(parsed)) {
    return [];
  }
  const names = parsed.space.map(({ name }) => name);
  return signatureMismatches(found, source.language, names).map((mismatch) =>
    problemAt(parsed, 'evaluate_pipeline', {
      code: 'signature-mismatch',
      severity: 'warning',
      message: mismatchWords(mismatch, found.name),
    }),
  );
}

/**
 * The functions of a pipeline's file with their arguments, by reading its text; null for commands, and if there is no
 * file to read.
 *
 * @param pipeline - with its path resolved
 * @param folder - where modules are looked for
 */
async function pipelineSource(pipeline: Pipeline, folder: string): Promise<PipelineSource | null> {
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
