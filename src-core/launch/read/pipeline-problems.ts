import { join } from 'node:path';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Pipeline, RunSettings } from '#core/contract/setup/settings.ts';
import { locatePipeline } from '#core/pipeline/source/locate.ts';
import { pipelineFile } from '#core/pipeline/source/source-file.ts';
import { javascriptSyntaxProblem, pythonSyntaxProblem } from '#core/pipeline/source/syntax-problem.ts';
import { type FoundPython, lookForPython } from './look-for-python.ts';
import { problemAt } from './problem-at.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type PipelineFindings = {
  readonly python: FoundPython | null;
  readonly problems: readonly Problem[];
  /** False where the function's file is none in its language, whatever it seems to say. */
  readonly isSourceReadable: boolean;
};
type PipelineContext = {
  readonly source: { readonly file: string | null; readonly env: Environment };
  readonly folder: string;
  readonly parsed: ParsedRun;
};

/** What is wrong with the pipeline's files and the interpreter that a run names, by reading alone. */
export async function pipelineProblems(
  settings: RunSettings,
  { source, folder, parsed }: PipelineContext,
): Promise<PipelineFindings> {
  const env = { ...source.env, ...settings.incumbent.env };
  const pipeline = settings.evaluate_pipeline;
  const [located, python] = await Promise.all([
    locatePipeline({ pipeline, workingDirectory: folder, env }),
    lookForPython(settings, { file: source.file ?? join(folder, 'run.yaml'), env }),
  ]);
  const file = await pipelineFile(pipeline, folder);
  const unreadable = file === null ? null : await syntaxProblem(pipeline, python, { file, folder, env });
  if (unreadable !== null && unreadable.file === file) {
    // What a text seems to define that is no Python or no JavaScript says nothing.
    return { python, problems: [unreadable], isSourceReadable: false };
  }
  const missing =
    python?.problem == null
      ? []
      : [
          problemAt(parsed, 'incumbent.python', {
            code: 'python-not-found',
            severity: 'error',
            message: python.problem,
          }),
        ];
  const placed = located.map((problem) => problemAt(parsed, problem.path ?? 'evaluate_pipeline', problem));
  const imported = unreadable === null ? [] : [unreadable];
  return { python, problems: [...placed, ...missing, ...imported], isSourceReadable: true };
}

/** Why the function's file, or one that it imports, can't be read; null where all can, or there is nothing to read. */
async function syntaxProblem(
  pipeline: Pipeline,
  python: FoundPython | null,
  { file, folder, env }: { readonly file: string; readonly folder: string; readonly env: Environment },
): Promise<Problem | null> {
  if (pipeline.kind === 'command') {
    return null;
  }
  if (pipeline.kind === 'javascript') {
    return await javascriptSyntaxProblem({ file, env });
  }
  const module = pipeline.kind === 'python' ? null : { name: pipeline.module, folder };
  const interpreter = python?.interpreter ?? null;
  return interpreter && (await pythonSyntaxProblem({ file, module, interpreter, env }));
}
