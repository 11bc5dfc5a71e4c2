import { IncumbentError } from '#core/contract/errors.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import { findPython, type Interpreter } from '#core/pipeline/interpreters/interpreter.ts';

/** The interpreter of a run, or why there is none. */
export type FoundPython =
  | { readonly interpreter: Interpreter; readonly problem: null }
  | { readonly interpreter: null; readonly problem: string };

export type PythonContext = {
  /** The YAML, or where it would be. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Looks once for a whole launch; null where the pipeline needs no Python. */
export async function lookForPython(
  settings: RunSettings,
  context: PythonContext,
): Promise<FoundPython | null> {
  const pipeline = settings.evaluate_pipeline;
  if (pipeline.kind !== 'python' && pipeline.kind !== 'python-module') {
    return null;
  }
  const functionFile = pipeline.kind === 'python' ? pipeline.file : null;
  try {
    const interpreter = await findPython({ setting: settings.incumbent.python, functionFile, ...context });
    return { interpreter, problem: null };
  } catch (thrown) {
    if (thrown instanceof IncumbentError && thrown.code === 'python-not-found') {
      return { interpreter: null, problem: thrown.message };
    }
    throw thrown;
  }
}
