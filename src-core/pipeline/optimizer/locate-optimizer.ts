import { readFile, stat } from 'node:fs/promises';
import { nearNames } from '#core/config/words/near-names.ts';
import type { Severity } from '#core/contract/setup/problem.ts';
import type { Origin } from '#core/optimizers/own/own-optimizer.ts';
import { definesInJavascript, seenInJavascript } from '#core/pipeline/source/javascript-source.ts';
import { insteadOf } from '#core/pipeline/source/near-files.ts';

export type OptimizerFinding = {
  readonly code: 'optimizer-invalid' | 'optimizer-unseen';
  readonly severity: Severity;
  readonly message: string;
};

/** Looks whether file and export of the user's own optimizer exist, by reading source text; nothing is imported. */
export async function locateOptimizer(origin: Origin): Promise<readonly OptimizerFinding[]> {
  const { file, export: name } = origin;
  const found = await stat(file).catch(() => null);
  if (found === null || !found.isFile()) {
    const what = found === null ? `found none; ${await insteadOf(file)}` : 'found a folder';
    return [error(`Expected the optimizer's file at ${file}, ${what}`)];
  }
  const text = await readFile(file, 'utf8').catch(() => '');
  const { verdict, names } = seenInJavascript(text, name);
  if (verdict === 'found') {
    return [
      unseen(`What \`${name}\` of ${file} holds shows when the run starts: its code is not imported before.`),
    ];
  }
  if (verdict === 'unseen') {
    return [
      unseen(`Reading ${file} does not show whether it exports \`${name}\`; that shows when the run starts.`),
    ];
  }
  const near = nearNames(name, names);
  const instead = definesInJavascript(text, name)
    ? 'found it not exported; put `export` before it'
    : `found ${near.length > 0 ? near.map((other) => `\`${other}\``).join(', ') : 'none with a name like it'}`;
  return [error(`Expected an optimizer exported as \`${name}\` from ${file}, ${instead}`)];
}

function error(message: string): OptimizerFinding {
  return { code: 'optimizer-invalid', severity: 'error', message };
}

function unseen(message: string): OptimizerFinding {
  return { code: 'optimizer-unseen', severity: 'note', message };
}
