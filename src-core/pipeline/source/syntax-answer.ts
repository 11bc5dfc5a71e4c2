import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, relative } from 'node:path';
import { z } from 'zod';
import type { Problem } from '#core/contract/setup/problem.ts';
import { parseJsonAs } from '#core/state/json-file.ts';

const foundSchema = z.object({
  /** Absolute. */
  file: z.string(),
  /** The file that imports it; null for the function's own. */
  importer: z.string().nullable(),
  /** What the language says of it. */
  words: z.string(),
  /** The line that it stands in; null where it is of no line. */
  source: z.string().nullable(),
  /** Both from 1; a language may count from elsewhere where it means the whole file. */
  line: z.number().nullable(),
  column: z.number().nullable(),
});

/** Where a source is none in its language. */
export type SyntaxFound = z.infer<typeof foundSchema>;

/** What a language found in a source file and in what that imports; null where it can read all of them. */
const syntaxAnswerSchema = z.object({
  found: foundSchema.nullable(),
  /** Absolute paths of all files and folders that the answer rests on. */
  looked: z.array(z.string()),
});
export type SyntaxAnswer = z.infer<typeof syntaxAnswerSchema>;

/** A cold program on a network disk may need seconds; one that hangs must not hold up a check. */
const LIMIT_MS = 15_000;

/**
 * Starts a program that parses a source and prints its answer as a line of JSON behind the word `incumbent`.
 *
 * @returns the answer, null where it gives none; and what it wrote on its error output
 */
export async function askReader(
  program: string,
  programArguments: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly answer: SyntaxAnswer | null; readonly report: string }> {
  const options = { cwd: tmpdir(), env, timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const;
  return await new Promise((resolve) => {
    execFile(program, programArguments, options, (_, stdout, report) => {
      const line = /^incumbent(\{.*\})\s*$/m.exec(stdout)?.[1];
      resolve({ answer: parseJsonAs(syntaxAnswerSchema, line ?? null), report });
    });
  });
}

/** The last answer to each question, and the state of the files that it is about. */
const answers = new Map<string, { readonly state: string; readonly answer: SyntaxAnswer }>();

/**
 * Asks once for each state of the files; null where nothing was found, and where nobody answers.
 *
 * @param key - of the question
 */
export async function rememberedSyntax(
  key: string,
  ask: () => Promise<SyntaxAnswer | null>,
): Promise<SyntaxFound | null> {
  const known = answers.get(key);
  if (known !== undefined && known.state === (await stateOf(known.answer.looked)).text) {
    return known.answer.found;
  }
  const asked = Date.now();
  const answer = await ask();
  if (answer === null) {
    return null;
  }
  const { text, newest } = await stateOf(answer.looked);
  if (newest < asked - SETTLED_MS) {
    answers.set(key, { state: text, answer });
  }
  return answer.found;
}

/** What was written just before may have been read half written, and be written again at the same tick of its disk. */
const SETTLED_MS = 2000;

async function stateOf(
  paths: readonly string[],
): Promise<{ readonly text: string; readonly newest: number }> {
  const states = await Promise.all(paths.map((path) => stat(path).catch(() => null)));
  return {
    text: states
      .map((stats) => (stats === null ? 'none' : `${stats.mtimeMs} ${stats.size} ${stats.ino}`))
      .join('\n'),
    newest: Math.max(...states.map((stats) => stats?.mtimeMs ?? 0)),
  };
}

/** Of a line that a program wrote, such as a whole minified file. */
const SHOWN = 120;

export type SyntaxWords = {
  /** `Python 3.12.3`: what is to read the file. */
  readonly language: string;
  /** `Correct it` and what else may help, as an order. */
  readonly advice: string;
};

/** With the code of the start, which imports the file. */
export function syntaxProblem(found: SyntaxFound, { language, advice }: SyntaxWords): Problem {
  const source = found.source?.trim() ?? '';
  const shown = source.length > SHOWN ? `${source.slice(0, SHOWN)}…` : source;
  const what = shown === '' ? found.words : `\`${shown}\` (${found.words})`;
  const { file, importer } = found;
  const imported = importer === null ? '' : `, since ${relative(dirname(file), importer)} imports it`;
  const line = found.line !== null && found.line >= 1 ? found.line : null;
  return {
    code: 'pipeline-import-failed',
    severity: 'error',
    message: `Expected a file that ${language} can read${imported}, found ${what}. ${advice}`,
    file,
    line,
    column: line !== null && found.column !== null && found.column >= 1 ? found.column : null,
    path: 'evaluate_pipeline',
  };
}
