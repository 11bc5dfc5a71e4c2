import { resolve } from 'node:path';
import { lossCurves } from '#core/analysis/compare/loss-curves.ts';
import type { ComparedRun } from '#core/contract/analysis/compare.ts';
import { systemClock } from '#core/platform/clock.ts';
import { comparedRun } from '#core/watch/compare/run-comparison.ts';
import { withRun } from '../procedures/with-run.ts';

/** Runs of any layout as they are now, in the given order. @throws IncumbentError `root-not-a-run` */
export async function readComparedRuns(roots: readonly string[]): Promise<readonly ComparedRun[]> {
  const runs: ComparedRun[] = [];
  for (const root of roots) {
    runs.push(
      await withRun(resolve(root), { clock: systemClock }, (run) =>
        comparedRun(run, run.status(), lossCurves(run.trials(), run.facts().space)),
      ),
    );
  }
  return runs;
}
