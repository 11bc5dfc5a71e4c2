import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TrialError } from '#core/contract/run/trial.ts';
import { describeThrown } from './describe-thrown.ts';

export type Exports = Readonly<Record<string, unknown>>;

/** What came of importing a file of the user's. */
export type Imported =
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
