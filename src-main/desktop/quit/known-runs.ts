import { withUpdate } from '#core/contract/api/home-update.ts';
import type { Home, HomeRun, HomeUpdate } from '#core/contract/home.ts';

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
