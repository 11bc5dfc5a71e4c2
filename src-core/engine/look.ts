import { resolve } from 'node:path';
import type { SearchSpace } from '#core/contract/space.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { Trial } from '#core/contract/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { openRun } from '#core/readers/registry.ts';
import { createRunWatches } from '#core/watch/run-watch.ts';

/** The status of a run of any layout, now. @throws IncumbentError `root-not-a-run` */
export async function readStatus(root: string): Promise<RunStatus> {
  const run = await openRun(resolve(root), { clock: systemClock });
  try {
    return run.status();
  } finally {
    run.close();
  }
}

/**
 * The status now, and again whenever something changes, until `signal` aborts.
 *
 * @throws IncumbentError `root-not-a-run`
 */
export async function* watchStatus(root: string, signal: AbortSignal): AsyncGenerator<RunStatus, void, void> {
  const watches = createRunWatches({ clock: systemClock, log: silentLogger });
  try {
    for await (const update of watches.subscribe(resolve(root), { signal })) {
      yield update.status;
    }
  } finally {
    await watches.dispose();
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
