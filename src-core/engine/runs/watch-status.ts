import { resolve } from 'node:path';
import type { RunStatus } from '#core/contract/run/status.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { createRunWatches } from '#core/watch/run/run-watch.ts';

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
