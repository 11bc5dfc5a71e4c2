import type { Clock } from '#core/platform/clock.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { createLivenessObserver } from '#core/state/workers/liveness.ts';
import { listWorkers, type WorkerEntry, type WorkerRegistration } from '#core/state/workers/workers.ts';

/**
 * The workers of a run that live, or of which it can't be known from here.
 *
 * @param listed - those to look at, for who must tell them from others that register meanwhile; all of the run without
 */
export async function aliveWorkers(
  root: string,
  clock: Clock,
  listed?: readonly WorkerEntry[],
): Promise<readonly WorkerRegistration[]> {
  const { lease } = (await readRunRecord(root)).settings.incumbent;
  const entries = listed ?? (await listWorkers(root));
  const liveness = await createLivenessObserver(root, lease, clock).observe(entries);
  return entries
    .map(({ registration }) => registration)
    .filter(({ worker }) => liveness.get(worker) !== false);
}
