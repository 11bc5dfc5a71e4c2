import { join } from 'node:path';
import type { ParsedRun } from '#core/config/parsed-run.ts';
import type { Problem } from '#core/contract/problem.ts';
import type { Pipeline, RunSettings } from '#core/contract/settings.ts';
import { pythonSyntaxProblem } from '#core/pipeline/locate/python-syntax.ts';
import { locatePipeline } from '#core/pipeline/locate.ts';
import { type FoundPython, lookForPython } from './look-for-python.ts';
import { pipelineFile } from './pipeline-code.ts';
import { problemAt } from './problem-at.ts';

type Environment = Readonly<Record<string, string | undefined>>;

type PipelineFindings = {
  readonly python: FoundPython | null;
  readonly problems: readonly Problem[];
  /** False where the function's file is no Python, whatever it seems to say. */
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
  const unreadable = await syntaxProblem(pipeline, python, { folder, env });
  if (unreadable !== null) {
    // What a text seems to define that is no Python says nothing.
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
  return { python, problems: [...placed, ...missing], isSourceReadable: true };
}

/** Why the Python that was found can't read the function's file; null where it can, or there is none of either. */
async function syntaxProblem(
  pipeline: Pipeline,
  python: FoundPython | null,
  { folder, env }: { readonly folder: string; readonly env: Environment },
): Promise<Problem | null> {
  const interpreter = python?.interpreter ?? null;
  const file = interpreter === null ? null : await pipelineFile(pipeline, folder);
  return interpreter === null || file === null ? null : await pythonSyntaxProblem({ file, interpreter, env });
}
