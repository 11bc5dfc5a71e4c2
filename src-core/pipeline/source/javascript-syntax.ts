import type { Problem } from '#core/contract/setup/problem.ts';
import { isTypeScript } from '#core/pipeline/javascript/is-typescript.ts';
import { SOURCE_MARK } from '#core/pipeline/javascript/source-mark.ts';
import { asNode } from '#core/platform/as-node.ts';
import { companionFile } from '#core/platform/companion-file.ts';
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

const READER = companionFile('javascript-syntax.js');
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
    ['--experimental-vm-modules', '--no-warnings', READER, file],
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
