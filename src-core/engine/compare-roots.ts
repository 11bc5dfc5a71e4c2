import { resolve } from 'node:path';
import type { ComparedRun } from '#core/contract/compare.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openRun } from '#core/readers/registry.ts';
import { comparedRun } from '#core/watch/compared-run.ts';

/** Runs of any layout as they are now, in the given order. @throws IncumbentError `root-not-a-run` */
export async function readComparedRuns(roots: readonly string[]): Promise<readonly ComparedRun[]> {
  const runs: ComparedRun[] = [];
  for (const root of roots) {
    const run = await openRun(resolve(root), { clock: systemClock });
    try {
      runs.push(comparedRun(run, run.status()));
    } finally {
      run.close();
    }
  }
  return runs;
}
