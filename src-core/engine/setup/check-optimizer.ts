import { readFile } from 'node:fs/promises';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { plainValue } from '#core/config/values/typed-value.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import { askChild, type ChildAnswer } from '#core/pipeline/optimizer/ask-child.ts';
import { seenInJavascript } from '#core/pipeline/source/javascript-exports.ts';
import { fileError } from '#core/platform/files.ts';

/** One check of the conformance suite, as it ended. */
export type CheckedOnce = Omit<Extract<ChildAnswer, { kind: 'checked' }>, 'kind'>;

/** What was put to the test, and how it went. */
export type OptimizerReport = {
  readonly name: string;
  readonly arguments: OptimizerArguments;
  readonly refused: readonly { readonly space: string; readonly because: string }[];
  readonly checks: readonly CheckedOnce[];
  readonly passed: boolean;
};

export type OptimizerCheck = {
  /** Absolute. */
  readonly file: string;
  /** Null for the only one that the file exports. */
  readonly export: string | null;
  /** `KEY=VALUE`s, values in YAML. */
  readonly given: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What the user's code prints. */
  readonly onOutput: (bytes: Buffer) => void;
  /** Called once before the first check, then with each check, and with the title of the next one. */
  readonly onBegin: (report: Pick<OptimizerReport, 'name' | 'arguments'>) => void;
  readonly onCheck: (check: CheckedOnce) => void;
  readonly onNext: (title: string) => void;
};

/**
 * Runs the conformance suite on the user's own optimizer, in a process of its own.
 *
 * @throws IncumbentError `optimizer-invalid`, `usage` for arguments that it does not take, `process-failed` where its
 * process ends in between
 */
export async function checkOptimizer(check: OptimizerCheck): Promise<OptimizerReport> {
  const origin = { file: check.file, export: check.export ?? (await onlyExportOf(check.file)) };
  const given = Object.fromEntries(check.given.map(argumentOf));
  const checks: CheckedOnce[] = [];
  let titles: readonly string[] = [];
  let head: Omit<OptimizerReport, 'checks' | 'passed'> = {
    name: origin.export,
    arguments: given,
    refused: [],
  };
  await askChild(
    { kind: 'examine', origin, given },
    {
      env: check.env,
      signal: check.signal,
      onOutput: check.onOutput,
      onAnswer: (answer) => {
        if (answer.kind === 'examining') {
          head = { name: answer.name, arguments: answer.arguments, refused: answer.refused };
          titles = answer.checks;
          check.onBegin(head);
        }
        if (answer.kind === 'checked') {
          const { kind: _, ...ended } = answer;
          checks.push(ended);
          check.onCheck(ended);
        }
        check.onNext(titles[checks.length] ?? '');
      },
    },
  );
  return { ...head, checks, passed: checks.every(({ passed }) => passed) };
}

/** By reading its text: it is imported only when it is known which export is meant. */
async function onlyExportOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((thrown) => {
    throw missing(file, thrown);
  });
  const { names } = seenInJavascript(text, '');
  const [only, ...others] = names;
  if (only === undefined || others.length > 0) {
    const found = names.length === 0 ? 'none whose name can be read' : names.join(', ');
    throw new IncumbentError(
      'usage',
      `Without a name a file must export one optimizer; ${file} exports ${found}. Name one: ${file}:${only ?? 'NAME'}`,
      { file, exports: names },
    );
  }
  return only;
}

function missing(file: string, thrown: unknown): IncumbentError {
  const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
  return isMissing
    ? new IncumbentError('optimizer-invalid', `Expected the optimizer's file, found none at ${file}`, {
        file,
      })
    : fileError(thrown, file, 'read');
}

function argumentOf(text: string): readonly [string, OptimizerArguments[string]] {
  const at = text.indexOf('=');
  const read = readTypedYaml(text.slice(at + 1));
  const value = read.kind === 'unreadable' ? null : plainValue(read.value);
  if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') {
    throw new IncumbentError('usage', `An argument is a number, a word, true or false; found ${text}`);
  }
  return [text.slice(0, at), value];
}
