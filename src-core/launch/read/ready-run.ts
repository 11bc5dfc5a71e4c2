import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import { type ErrorCode, IncumbentError } from '#core/contract/errors.ts';
import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import type { ReadRun } from './read-run.ts';

/** A YAML without errors: all that a start needs. Paths resolved. */
export type ReadyRun = {
  readonly parsed: ParsedRun;
  readonly settings: RunSettings;
  readonly space: SearchSpace;
  readonly optimizer: ResolvedOptimizer;
  readonly interpreter: Interpreter | null;
  readonly folder: string;
  readonly text: string;
  readonly file: string | null;
  readonly set: readonly string[];
};

/** One finding as one line: where, then what. */
export function problemLine({ file, line, column, message }: Problem): string {
  const position = line === null ? [] : [line, column ?? 1];
  const place = [...(file === null ? [] : [file]), ...position].join(':');
  return place === '' ? message : `${file === null ? 'line ' : ''}${place}: ${message}`;
}

/** Codes that say more than `config-invalid` where they are the only kind of error. */
const SPECIFIC: readonly ErrorCode[] = [
  'pipeline-file-missing',
  'pipeline-function-missing',
  'pipeline-import-failed',
  'python-not-found',
  'optimizer-invalid',
];

/**
 * What a start needs of a YAML that has been read.
 *
 * @throws IncumbentError with every error of the YAML at once: the code of the pipeline, interpreter or optimizer where only
 * that is missing, otherwise `config-invalid`; details: `problems`
 */
export function readyRun(read: ReadRun): ReadyRun {
  const { parsed, settings, optimizer } = read;
  if (!read.valid || settings === null || optimizer === null || parsed.space === null) {
    throw notReady(read.problems.filter(({ severity }) => severity === 'error'));
  }
  return {
    parsed,
    settings,
    space: parsed.space,
    optimizer,
    interpreter: read.python?.interpreter ?? null,
    folder: read.folder,
    text: read.source.text,
    file: read.source.file,
    set: read.source.set,
  };
}

/** The refusal of a start for these findings. */
export function notReady(errors: readonly Problem[]): IncumbentError {
  const codes = new Set(errors.map(({ code }) => code));
  const specific = codes.size === 1 ? SPECIFIC.find((code) => codes.has(code)) : undefined;
  const message = errors.map(problemLine).join('\n') || 'The configuration can not be read';
  return new IncumbentError(specific ?? 'config-invalid', message, { problems: errors });
}
