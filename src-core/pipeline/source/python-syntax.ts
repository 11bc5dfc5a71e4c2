import { dirname } from 'node:path';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { pythonCompanion } from '#core/pipeline/python/python-companion.ts';
import { askReader, rememberedSyntax, type SyntaxAnswer, syntaxProblem } from './syntax-answer.ts';

export type PythonQuestion = {
  /** Absolute. */
  readonly file: string;
  /** Where the function is named by a module: its dotted name, and the folder that it is looked for in. */
  readonly module: { readonly name: string; readonly folder: string } | null;
  readonly interpreter: Pick<Interpreter, 'path' | 'version'>;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const READER = pythonCompanion('syntax.py');

/**
 * What keeps a Python from reading a source file, or a local module that importing it surely imports, at its place in
 * that file; null where nothing does, and where that can't be told. The files are parsed by that very Python: what one
 * version reads may be none to another.
 *
 * @returns an error with the code of the start, which imports the file
 */
export async function pythonSyntaxProblem(question: PythonQuestion): Promise<Problem | null> {
  const { file, module, interpreter, env } = question;
  const key = JSON.stringify([interpreter.path, interpreter.version, file, module, env.PYTHONPATH]);
  const found = await rememberedSyntax(key, () => askPython(question));
  return (
    found &&
    syntaxProblem(found, {
      language: `Python ${interpreter.version}`,
      advice: 'Correct it, or name another Python with `incumbent: {python: …}`',
    })
  );
}

/** Null where it does not answer. */
async function askPython({ file, module, interpreter, env }: PythonQuestion): Promise<SyntaxAnswer | null> {
  // Isolated and without site packages: nothing that the person installed runs at its start.
  const isolated = ['-I', '-S', '-W', 'ignore'];
  const asked = [READER, file, module?.folder ?? dirname(file), module?.name ?? ''];
  return (await askReader(interpreter.path, [...isolated, ...asked], env)).answer;
}
