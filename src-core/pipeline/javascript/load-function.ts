import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { nearNames } from '#core/config/near-names.ts';
import { describeThrown } from './describe-thrown.ts';
import type { PipelineFunction } from './pipeline-function.ts';

export type StartFailure = {
  readonly code: 'pipeline-file-missing' | 'pipeline-function-missing' | 'pipeline-import-failed';
  readonly error: { readonly type: string; readonly message: string; readonly traceback: string };
};

type Exports = Readonly<Record<string, unknown>>;

/** Imports an ES or CommonJS module (TypeScript where tsx is loaded) and picks the export. */
export async function loadFunction(
  file: string,
  name: string,
): Promise<{ readonly call: PipelineFunction } | StartFailure> {
  if (!existsSync(file)) {
    return failure('pipeline-file-missing', `Expected the pipeline's file, found none at ${file}`);
  }
  let module: Exports;
  try {
    module = (await import(pathToFileURL(file).href)) as Exports;
  } catch (thrown) {
    const error = describeThrown(thrown);
    const message = `Importing ${file} must succeed, but it raised ${error.type}: ${error.message}`;
    return { code: 'pipeline-import-failed', error: { ...error, message } };
  }
  const all = withCommonJs(module);
  const call = all[name];
  if (isPipelineFunction(call)) {
    return { call };
  }
  return failure('pipeline-function-missing', missingInWords(file, name, all));
}

/** Named exports of a CommonJS module may be visible on its default export alone. */
function withCommonJs(module: Exports): Exports {
  const whole = module.default;
  return typeof whole === 'object' && whole !== null ? { ...(whole as Exports), ...module } : module;
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
