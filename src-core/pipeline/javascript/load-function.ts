import { didYouMean } from '#core/config/words/near-names.ts';
import type { Config } from '#core/contract/value.ts';
import { type Exports, importModule } from './import-module.ts';

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
