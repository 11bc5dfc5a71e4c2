import { resolve } from 'node:path';
import type { SearchSpace } from '#core/contract/space.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { openRun } from '#core/readers/registry.ts';

/** The status of a run of any layout, now. @throws IncumbentError `root-not-a-run` */
export async function readStatus(root: string): Promise<RunStatus> {
  const run = await openRun(resolve(root), { clock: systemClock });
  try {
    return run.status();
  } finally {
    run.close();
  }
}

/** Every trial of a run of any layout, oldest first. @throws IncumbentError `root-not-a-run` */
export async function readTrials(
  root: string,
): Promise<{ readonly trials: readonly Trial[]; readonly space: SearchSpace }> {
  const run = await openRun(resolve(root), { clock: systemClock });
  try {
    return { trials: run.trials(), space: run.facts().space ?? [] };
  } finally {
    run.close();
  }
}
