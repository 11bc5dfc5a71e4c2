import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { IncumbentError } from '#core/contract/errors.ts';
import type { OptimizerModule, ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { OptimizerDefinition } from '#core/optimizers/optimizer.ts';
import { loadOptimizer } from './load-optimizer.ts';

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
