import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import type { Problem } from '#core/contract/problem.ts';
import type { Interpreter } from '#core/pipeline/interpreter.ts';
import { MAX_SOURCE_BYTES } from './source-limit.ts';

export type SyntaxQuestion = {
  /** Absolute. */
  readonly file: string;
  readonly interpreter: Pick<Interpreter, 'path' | 'version'>;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** A cold interpreter on a network disk may need seconds; one that hangs must not hold up a check. */
const LIMIT_MS = 15_000;

/** Compiles a source as an import does, and runs nothing of it. Defects of other kinds show when it is imported. */
const PROBE = `
import json, sys
with open(sys.argv[1], "rb") as source:
    text = source.read()
found = None
try:
    compile(text, sys.argv[1], "exec", dont_inherit=True)
except SyntaxError as error:
    found = {"words": str(error.msg), "source": error.text, "line": error.lineno, "column": error.offset}
except ValueError as error:
    found = {"words": str(error), "source": None, "line": None, "column": None}
print("incumbent" + json.dumps({"found": found}))
`;

const answerSchema = z.object({
  found: z
    .object({
      words: z.string(),
      source: z.string().nullable(),
      line: z.number().nullable(),
      column: z.number().nullable(),
    })
    .nullable(),
});
type Found = z.infer<typeof answerSchema>['found'];

/** The last answer on each file by each Python, and the state of the file that it is about. */
const answers = new Map<string, { readonly state: string; readonly found: Found }>();

/**
 * What keeps a Python from reading a source file, at its place in that file; null where nothing does, and where that
 * can't be told. The file is parsed by that very Python: what one version reads may be none to another.
 *
 * @returns an error with the code of the start, which imports the file
 */
export async function pythonSyntaxProblem(question: SyntaxQuestion): Promise<Problem | null> {
  const { file, interpreter } = question;
  const stats = await stat(file).catch(() => null);
  if (stats === null || !stats.isFile() || stats.size > MAX_SOURCE_BYTES) {
    return null;
  }
  const key = JSON.stringify([interpreter.path, file]);
  const state = `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
  const known = answers.get(key);
  const found = known?.state === state ? known.found : await askPython(question);
  if (found === undefined) {
    return null;
  }
  answers.set(key, { state, found });
  return found === null ? null : problemOf(question, found);
}

/** Undefined where it does not answer. */
async function askPython({ file, interpreter, env }: SyntaxQuestion): Promise<Found | undefined> {
  const options = { cwd: tmpdir(), env, timeout: LIMIT_MS, killSignal: 'SIGKILL' } as const;
  return await new Promise((resolve) => {
    // Isolated and without site packages: nothing that the person installed runs at its start.
    execFile(interpreter.path, ['-I', '-S', '-W', 'ignore', '-c', PROBE, file], options, (_, stdout) => {
      const answer = /^incumbent(\{.*\})\s*$/m.exec(stdout)?.[1];
      resolve(answer === undefined ? undefined : answerSchema.parse(JSON.parse(answer)).found);
    });
  });
}

function problemOf({ file, interpreter }: SyntaxQuestion, found: NonNullable<Found>): Problem {
  const source = found.source?.trim() ?? '';
  const what = source === '' ? found.words : `\`${source}\` (${found.words})`;
  // Python counts neither from 1 where it means the whole file.
  const line = found.line !== null && found.line >= 1 ? found.line : null;
  return {
    code: 'pipeline-import-failed',
    severity: 'error',
    message: `Expected a file that Python ${interpreter.version} can read, found ${what}. Correct it, or name another Python with \`incumbent: {python: …}\``,
    file,
    line,
    column: line !== null && found.column !== null && found.column >= 1 ? found.column : null,
    path: 'evaluate_pipeline',
  };
}
