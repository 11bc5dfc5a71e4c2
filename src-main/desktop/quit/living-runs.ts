import type { Home, HomeRun, HomeUpdate } from '#core/contract/home.ts';
import { withUpdate } from '#core/contract/updates.ts';

/** A run of the list whose workers live on this machine. */
export type LivingRun = { readonly key: string; readonly name: string; readonly workers: number };

/** Runs whose workers would be asked about when the app quits: those of other machines are none of its business. */
export function livingRuns(runs: readonly HomeRun[], machine: string): readonly LivingRun[] {
  return runs
    .map(({ key, name, status }) => ({
      key,
      name,
      workers: (status?.workers ?? []).filter(
        ({ host, alive, ended_because }) => host === machine && alive === true && ended_because === null,
      ).length,
    }))
    .filter(({ workers }) => workers > 0);
}

/** The question's words: how many workers, of which runs. */
export function livingWords(runs: readonly LivingRun[]): {
  readonly message: string;
  readonly detail: string;
} {
  const total = runs.reduce((sum, { workers }) => sum + workers, 0);
  const names = runs.map(({ name, workers }) => `${name}: ${counted(workers)}`).join('\n');
  return {
    message: total === 1 ? 'A worker is still evaluating' : `${counted(total)} are still evaluating`,
    detail: `${names}\n\nWorkers do not need the app: they go on without it, and it shows them when it is opened again.`,
  };
}

function counted(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}

/**
 * The runs of a list once each of them has been read, or can't be; a row that stands there unread knows of no worker. Where
 * the updates end before that, as far as the runs are known.
 */
export async function knownRuns(updates: AsyncIterable<HomeUpdate>): Promise<readonly HomeRun[]> {
  let home: Home | null = null;
  for await (const update of updates) {
    home = withUpdate(home, update);
    if (home.runs.every(({ status, unreadable_because }) => status !== null || unreadable_because !== null)) {
      break;
    }
  }
  return home?.runs ?? [];
}
