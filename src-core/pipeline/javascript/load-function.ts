import { nearNames } from '#core/config/words/near-names.ts';
import { type Exports, importModule } from './import-module.ts';
import type { PipelineFunction } from './pipeline-function.ts';

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
  const found = name in all ? `a ${typeof all[name]}` : 'no such export';
  const functions = Object.keys(all).filter((key) => typeof all[key] === 'function');
  const near = nearNames(name, functions);
  const hint = near.length > 0 ? `; it exports ${near.join(', ')}` : '';
  return `Expected a function exported as \`${name}\` from ${file}, found ${found}${hint}`;
}

function failure(code: StartFailure['code'], message: string): StartFailure {
  return { code, error: { type: 'Refused', message, traceback: '' } };
}
