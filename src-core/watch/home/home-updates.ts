import type { Home, HomeRun, HomeUpdate } from '#core/contract/home.ts';

/**
 * Whole lists as what changed between them: the first one whole, then only rows that are another object than before,
 * with the keys of all where rows came, went or moved. 500 runs of which one goes on are then one row a time.
 */
export async function* homeUpdates(lists: AsyncIterable<Home>): AsyncGenerator<HomeUpdate, void, void> {
  let before: readonly HomeRun[] | null = null;
  for await (const list of lists) {
    yield before === null ? list : updateBetween(before, list);
    before = list.runs;
  }
}

function updateBetween(before: readonly HomeRun[], { seq, runs, watched_folders }: Home): HomeUpdate {
  const known = new Set(before);
  return {
    seq,
    runs: runs.filter((run) => !known.has(run)),
    watched_folders,
    keys: runs.map(({ key }) => key),
  };
}
