import { expect, it } from 'vitest';
import type { Home, HomeRun } from '#core/contract/home.ts';
import { withUpdate } from '#core/contract/updates.ts';
import { homeUpdates } from '#core/engine/procedures/home-procedures.ts';
import { stubHomeRun } from '#test/support/stub-engine.ts';

async function* each(lists: readonly Home[]) {
  yield* lists;
}

it('tells a list whole once, then only its new and changed rows; the page puts the same list together', async () => {
  const [a, b, c] = [stubHomeRun('a'), stubHomeRun('b'), stubHomeRun('c')];
  const changed = stubHomeRun('b', { name: 'another name' });
  const list = (seq: number, runs: HomeRun[]): Home => ({ seq, runs, watched_folders: [] });
  const lists = [list(1, [a, b]), list(2, [a, changed]), list(3, [c, a, changed]), list(4, [c, changed])];
  const told: string[] = [];
  let page: Home | null = null;
  let seen = 0;
  for await (const update of homeUpdates(each(lists))) {
    told.push(update.runs.map(({ name }) => name).join(' '));
    page = withUpdate(page, update);
    expect(page).toEqual(lists[seen]);
    seen += 1;
  }
  expect(told).toEqual(['a b', 'another name', 'c', '']);
  expect(page?.runs[1]).toBe(changed);
});
