import type { RunEvent } from '#core/contract/run-view.ts';
import type { RunStatus } from '#core/contract/status.ts';

/** What a run waits for that was asked to stop after the evaluations in progress; null where nobody asked. */
export function stoppingWords(status: RunStatus, events: readonly RunEvent[]): string | null {
  const asked = events.find(({ kind, trial }) => kind === 'stopped' && trial === null);
  const alive = status.workers.filter((worker) => worker.alive !== false);
  if (status.state !== 'running' || !asked || alive.length === 0) {
    return null;
  }
  // A worker that came after the stop is not bound by it.
  const bound = alive.every(({ started_at }) => Date.parse(started_at) <= Date.parse(asked.at));
  return bound ? 'Stops after the evaluations in progress.' : null;
}
