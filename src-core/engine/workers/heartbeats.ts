import type { Heartbeats } from '#core/contract/run/status.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { lastBeat } from '#core/state/workers/last-beat.ts';

/** Asked for by whoever shows them, not told with the run: a beat every few seconds is no change of it. */
export async function heartbeats(run: OpenedRun): Promise<Heartbeats> {
  if (run.layout !== 'incumbent') {
    return [];
  }
  const living = run.status().workers.filter(({ alive }) => alive !== false);
  return await Promise.all(living.map(async ({ id }) => ({ worker: id, at: await lastBeat(run.root, id) })));
}
