import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { nearNames } from '#core/config/words/near-names.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerModule, ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { type Origin, ownOptimizer } from '#core/optimizers/own/own-optimizer.ts';
import { type Exports, importModule } from '#core/pipeline/javascript/load-function.ts';
import { RUNS_FROM_SOURCE } from '#core/platform/own-program.ts';

const TYPESCRIPT = /\.[mc]?tsx?$/;

/**
 * Imports the user's own optimizer into this process, which must be one that may run their code: a worker, or a child
 * that was started for it.
 *
 * @throws IncumbentError `optimizer-invalid` where the file is missing, can't be imported or exports no optimizer
 */
export async function loadOptimizer(origin: Origin): Promise<OptimizerDefinition> {
  if (TYPESCRIPT.test(origin.file) && !RUNS_FROM_SOURCE) {
    await understandTypescript();
  }
  const imported = await importModule(origin.file);
  switch (imported.kind) {
    case 'missing':
      throw invalid(origin, `Expected the optimizer's file, found none at ${origin.file}`);
    case 'failed':
      throw invalid(origin, imported.error.message, imported.error.traceback);
    case 'module':
      return ownOptimizer(pick(imported.exports, origin), origin);
  }
}

let isUnderstood = false;

/** As `--import tsx` does at the start of a process: for ES modules, and for those that Node takes for CommonJS. */
async function understandTypescript(): Promise<void> {
  if (!isUnderstood) {
    const [esm, cjs] = await Promise.all([import('tsx/esm/api'), import('tsx/cjs/api')]);
    esm.register();
    cjs.register();
    isUnderstood = true;
  }
}

function pick(exports: Exports, origin: Origin): unknown {
  if (Object.hasOwn(exports, origin.export)) {
    return exports[origin.export];
  }
  const names = Object.keys(exports).filter((name) => name !== 'module.exports');
  const near = nearNames(origin.export, names);
  const has = near.length > 0 ? near : names;
  const hint = has.length > 0 ? `it exports ${has.join(', ')}` : 'it exports nothing';
  throw invalid(
    origin,
    `Expected an optimizer exported as \`${origin.export}\` from ${origin.file}; ${hint}`,
  );
}

function invalid(origin: Origin, message: string, traceback = ''): IncumbentError {
  return new IncumbentError('optimizer-invalid', message, { ...origin, traceback });
}

/** The SHA-256 of the optimizer's own file, in hexadecimal digits; what that imports is not looked at. Null where it can't be read. */
async function optimizerCode(file: string): Promise<string | null> {
  const text = await readFile(file).catch(() => null);
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}

/** The optimizer of a run with its file as it is now; ours as they are. */
export async function withCurrentCode(optimizer: ResolvedOptimizer): Promise<ResolvedOptimizer> {
  const { module } = optimizer;
  if (module === undefined) {
    return optimizer;
  }
  return { ...optimizer, module: { ...module, code: (await optimizerCode(module.file)) ?? module.code } };
}

/**
 * The user's own optimizer as the run was launched with it, so that all workers decide by the same code.
 *
 * @throws IncumbentError `optimizer-invalid` where the file here is missing or another
 */
export async function loadLaunchedOptimizer(module: OptimizerModule): Promise<OptimizerDefinition> {
  const code = await optimizerCode(module.file);
  if (code !== null && module.code !== null && code !== module.code) {
    throw new IncumbentError(
      'optimizer-invalid',
      `All workers of a run decide by the same code; ${module.file} is not the file that the run was last launched ` +
        'with. Put that file here, or take the new one over: stop the run, then resume it.',
      { file: module.file, found: code, expected: module.code },
    );
  }
  return await loadOptimizer(module);
}
