import type { HomeRun, HomeUpdate } from '#core/contract/home.ts';

/**
 * The runs of a list once each of them has been read, or can't be; a row that stands there unread knows of no worker. Where
 * the updates end before that, as far as the runs are known.
 */
export async function knownRuns(updates: AsyncIterable<HomeUpdate>): Promise<readonly HomeRun[]> {
  let rows: readonly HomeRun[] = [];
  for await (const { runs, keys } of updates) {
    const known = new Map([...rows, ...runs].map((run) => [run.key, run]));
    rows = (keys ?? runs.map(({ key }) => key)).flatMap((key) => known.get(key) ?? []);
    if (rows.every(({ status, unreadable_because }) => status !== null || unreadable_because !== null)) {
      break;
    }
  }
  return rows;
}
