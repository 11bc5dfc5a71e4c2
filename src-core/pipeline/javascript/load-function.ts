import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { didYouMean } from '#core/config/words/near-names.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import type { Config } from '#core/contract/value.ts';
import type { ResultSource } from '#core/pipeline/read-result.ts';

export type StartFailure = {
  readonly code: 'pipeline-file-missing' | 'pipeline-function-missing' | 'pipeline-import-failed';
  readonly error: { readonly type: string; readonly message: string; readonly traceback: string };
};

/** Imports a module and picks the exported function. */
export async function loadFunction(
  file: string,
  name: string,
): Promise<{ readonly call: PipelineFunction } | StartFailure> {
  const imported = await importModule(file);
  switch (imported.kind) {
    case 'missing':
      return failure('pipeline-file-missing', `Expected the pipeline's file, found none at ${file}`);
    case 'failed':
      return { code: 'pipeline-import-failed', error: imported.error };
    case 'module': {
      const call = imported.exports[name];
      return isPipelineFunction(call)
        ? { call }
        : failure('pipeline-function-missing', missingInWords(file, name, imported.exports));
    }
  }
}

function isPipelineFunction(value: unknown): value is PipelineFunction {
  return typeof value === 'function';
}

function missingInWords(file: string, name: string, all: Exports): string {
  if (name in all) {
    return `Expected a function exported as \`${name}\` from ${file}, found a ${typeof all[name]}`;
  }
  const functions = Object.keys(all).filter((key) => typeof all[key] === 'function');
  return `${file} exports no function \`${name}\`.${didYouMean(name, functions)}`;
}

function failure(code: StartFailure['code'], message: string): StartFailure {
  return { code, error: { type: 'Refused', message, traceback: '' } };
}

/** What a JavaScript pipeline receives beside its configuration. Paths are absolute. */
export type PipelineContext = {
  /** The trial's own folder: for checkpoints and whatever else the function writes. */
  readonly pipelineDirectory: string;
  /** The folder of the trial that this one continues with a larger fidelity; null where it continues none. */
  readonly previousPipelineDirectory: string | null;
  readonly rootDirectory: string;
  /** The trial's id: `17`, `17_rung_2`. */
  readonly pipelineId: string;
  /** 1, or more where an earlier attempt was lost; the folder then still has its files. */
  readonly attempt: number;
  /** Tells how the evaluation stands, after an epoch say: the next value of its learning curve. */
  readonly report: (loss: number) => void;
};

/** The objective: a number to minimise, or an object with `loss` and more; sync or async. */
export type PipelineFunction = (config: Config, context: PipelineContext) => unknown;

export type Exports = Readonly<Record<string, unknown>>;

/** What came of importing a file of the user's. */
type Imported =
  | { readonly kind: 'module'; readonly exports: Exports }
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: TrialError };

/** Imports an ES or CommonJS module; TypeScript where tsx is loaded. */
export async function importModule(file: string): Promise<Imported> {
  if (!existsSync(file)) {
    return { kind: 'missing' };
  }
  try {
    return {
      kind: 'module',
      exports: withCommonJs((await import(pathToFileURL(file).href)) as Exports),
    };
  } catch (thrown) {
    const error = describeThrown(thrown);
    const message = `Could not import ${basename(file)}: ${error.type}: ${error.message}`;
    return { kind: 'failed', error: { ...error, message } };
  }
}

/** Named exports of a CommonJS module may be visible on its default export alone. */
function withCommonJs(module: Exports): Exports {
  const whole = module.default;
  return typeof whole === 'object' && whole !== null ? { ...(whole as Exports), ...module } : module;
}

const MAX_MESSAGE = 10_000;
const MAX_TRACEBACK = 100_000;
/** Where our own code lies: its frames are left out of the user's stacks. */
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Whatever was thrown as type, message and stack, without our own frames and those of Node. */
export function describeThrown(thrown: unknown): TrialError {
  if (!(thrown instanceof Error)) {
    const message = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { type: typeof thrown, message: message.slice(0, MAX_MESSAGE), traceback: '' };
  }
  // Keeps the causes and the fields of the error, which `stack` alone does not.
  const lines = inspect(thrown, { depth: 3 }).split('\n');
  const traceback = lines.filter((line) => !isForeignFrame(line)).join('\n');
  return {
    type: typeOf(thrown),
    message: String(thrown.message).slice(0, MAX_MESSAGE),
    traceback: traceback.slice(0, MAX_TRACEBACK),
  };
}

/** A class that extends Error without setting `name` is told by its class. */
function typeOf(error: Error): string {
  return error.name === 'Error' ? error.constructor.name || 'Error' : String(error.name);
}

function isForeignFrame(line: string): boolean {
  return /^\s+at /.test(line) && (line.includes(OWN_FOLDER) || /[ (]node:/.test(line));
}

/** How results of JavaScript functions are read. */
export const RETURNED_VALUE: ResultSource = {
  expected: 'The function must return a number or an object with `loss`, but it returned',
  describe: (value) =>
    value === undefined || value === null ? String(value) : `${kindOf(value)} (${shortText(value)})`,
  asNumber: (value) => (typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null),
  advice: (value) => {
    if (value === undefined) {
      return 'Is a `return` missing? Return the loss: `return loss` or `return { loss }`.';
    }
    return 'Return the loss as a number: `return loss` or `return { loss }`.';
  },
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'an array';
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function shortText(value: unknown): string {
  const text = inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
