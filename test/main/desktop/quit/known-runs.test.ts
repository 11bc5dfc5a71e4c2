import { describe, expect, it } from 'vitest';
import type { HomeRun, HomeUpdate } from '#core/contract/home.ts';
import { knownRuns } from '#main/desktop/quit/known-runs.ts';
import { stubHomeRun, stubStatus } from '#test/support/stub-engine.ts';

const READ = { status: stubStatus() };

async function* told(...updates: Pick<HomeUpdate, 'runs' | 'keys'>[]): AsyncGenerator<HomeUpdate> {
  for (const [seq, update] of updates.entries()) {
    yield { seq, watched_folders: [], ...update };
  }
  throw new Error('More was asked for than is needed.');
}

const keysOf = (runs: readonly HomeRun[]) => runs.map(({ key, status }) => `${key} ${status !== null}`);

describe('the runs that quitting asks about', () => {
  it('are those of the first list where all of it has been read', async () => {
    expect(keysOf(await knownRuns(told({ runs: [stubHomeRun('a', READ)] })))).toEqual(['a true']);
    expect(await knownRuns(told({ runs: [] }))).toEqual([]);
  });

  it('are waited for until each has been read or can not be', async () => {
    const runs = await knownRuns(
      told(
        { runs: [stubHomeRun('a'), stubHomeRun('b'), stubHomeRun('c')] },
        { runs: [stubHomeRun('b', READ)], keys: ['a', 'b', 'c'] },
        {
          runs: [stubHomeRun('a', { unreadable_because: 'It is gone' }), stubHomeRun('d', READ)],
          keys: ['d', 'a', 'b'],
        },
      ),
    );
    expect(keysOf(runs)).toEqual(['d true', 'a false', 'b true']);
  });

  it('are as they are known where patience ends first', async () => {
    async function* ending(): AsyncGenerator<HomeUpdate> {
      yield { seq: 1, watched_folders: [], runs: [stubHomeRun('a'), stubHomeRun('b', READ)] };
    }
    expect(keysOf(await knownRuns(ending()))).toEqual(['a false', 'b true']);
  });
});
