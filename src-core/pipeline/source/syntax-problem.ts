import { dirname } from 'node:path';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { SOURCE_MARK } from '#core/pipeline/javascript/source-reader.ts';
import { isTypeScript } from '#core/pipeline/javascript/tsx-loader.ts';
import { asNode, companionFile, pythonCompanion } from '#core/platform/own-program.ts';
import {
  askReader,
  rememberedSyntax,
  type SyntaxAnswer,
  type SyntaxFound,
  syntaxProblem,
} from './syntax-answer.ts';

export type JavascriptQuestion = {
  /** Absolute. */
  readonly file: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const JAVASCRIPT_READER = companionFile('javascript-syntax.js');
/** Hooks of a person's own may make of a text what they like. */
const HOOKS = /--(?:import|require|loader|experimental-loader)\b|-r\b/;
/** Node's report of an error: the line's number, the line, and marks below the place. */
const REPORT = new RegExp(`^${SOURCE_MARK}:(\\d+)\\r?\\n(.*)\\r?\\n(?:([ \\t]*)\\^)?`, 'm');

/**
 * What keeps Node.js, or the loader of TypeScript, from reading a source file, or a local module that importing it
 * imports at once, at its place in that file; null where nothing does, and where that can't be told.
 *
 * @returns an error with the code of the start, which imports the file
 */
export async function javascriptSyntaxProblem({ file, env }: JavascriptQuestion): Promise<Problem | null> {
  if (HOOKS.test(env.NODE_OPTIONS ?? '')) {
    return null;
  }
  const found = await rememberedSyntax(JSON.stringify(['node', file]), () => askNode(file, env));
  const language = isTypeScript(file) ? 'the loader of TypeScript' : `Node.js ${process.versions.node}`;
  return found && syntaxProblem(found, { language, advice: 'Correct it' });
}

/** Null where it does not answer. */
async function askNode(file: string, env: JavascriptQuestion['env']): Promise<SyntaxAnswer | null> {
  const { answer, report } = await askReader(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', JAVASCRIPT_READER, file],
    { ...env, ...asNode(), NODE_OPTIONS: undefined },
  );
  return answer && { ...answer, found: answer.found && withPlace(answer.found, report) };
}

function withPlace(found: SyntaxFound, report: string): SyntaxFound {
  const [, line, source, indent] = REPORT.exec(report) ?? [];
  return line === undefined
    ? found
    : {
        ...found,
        line: Number(line),
        source: source ?? null,
        column: indent === undefined ? null : indent.length + 1,
      };
}

type PythonQuestion = {
  /** Absolute. */
  readonly file: string;
  /** Where the function is named by a module: its dotted name, and the folder that it is looked for in. */
  readonly module: { readonly name: string; readonly folder: string } | null;
  readonly interpreter: Pick<Interpreter, 'path' | 'version'>;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const PYTHON_READER = pythonCompanion('syntax.py');

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
  const asked = [PYTHON_READER, file, module?.folder ?? dirname(file), module?.name ?? ''];
  return (await askReader(interpreter.path, [...isolated, ...asked], env)).answer;
}
