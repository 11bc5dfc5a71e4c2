import { readNode } from '#core/config/document/read-document.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import { hasUnreadableParameter } from '#core/config/run/parsed-run.ts';
import { chosenFunction, mismatchWords, signatureMismatches } from '#core/config/signature/mismatches.ts';
import type { PipelineSource } from '#core/contract/setup/pipeline.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { pipelineSource } from '#core/pipeline/source/pipeline-source.ts';
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
