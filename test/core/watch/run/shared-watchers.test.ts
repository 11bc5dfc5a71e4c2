import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunWatcher } from '#core/watch/run/run-watcher.ts';
import { createSharedWatchers } from '#core/watch/run/shared-watchers.ts';
import { manualTime } from '../manual-time.ts';

const GRACE = 1000;
const ROOT = import.meta.dirname;

/** Watchers that open at once and note what happens to them; the first `failing` openings fail. */
function shared(failing = 0) {
  const time = manualTime();
  const happened: string[] = [];
  let openings = 0;
  const open = async (): Promise<RunWatcher> => {
    openings += 1;
    const name = openings;
    if (name <= failing) {
      throw new IncumbentError('root-not-a-run', 'Nothing is there');
    }
    happened.push(`opened ${name}`);
    const watcher: Pick<RunWatcher, 'close'> = { close: async () => void happened.push(`closed ${name}`) };
    return watcher as RunWatcher;
  };
  return {
    time,
    happened,
    watchers: createSharedWatchers({ open, graceMs: GRACE, schedule: time.schedule }),
  };
}

describe('the watchers of roots', () => {
  it('are opened once for all who hold one, also for those who come while it opens', async () => {
    const { watchers, happened } = shared();
    const [first, second] = await Promise.all([watchers.hold(ROOT), watchers.hold(ROOT)]);
    expect(first.watcher).toBe(second.watcher);
    expect(watchers.opened(ROOT)).toBe(first.watcher);
    expect(happened).toEqual(['opened 1']);
  });

  it('stay open for a while after the last share, and for good where another comes meanwhile', async () => {
    const { watchers, happened, time } = shared();
    const first = await watchers.hold(ROOT);
    first.release();
    expect(watchers.isHeld(ROOT)).toBe(false);
    await time.pass(GRACE - 1);
    const second = await watchers.hold(ROOT);
    await time.pass(GRACE);
    expect(happened).toEqual(['opened 1']);
    second.release();
    await time.pass(GRACE);
    expect(happened).toEqual(['opened 1', 'closed 1']);
    expect(watchers.opened(ROOT)).toBeNull();
  });

  it('count a share once, however often it is released', async () => {
    const { watchers } = shared();
    const [first] = await Promise.all([watchers.hold(ROOT), watchers.hold(ROOT)]);
    first.release();
    first.release();
    expect(watchers.isHeld(ROOT)).toBe(true);
  });

  it('are opened anew after an opening that failed', async () => {
    const { watchers, happened } = shared(1);
    await expect(watchers.hold(ROOT)).rejects.toMatchObject({ code: 'root-not-a-run' });
    expect(watchers.isHeld(ROOT)).toBe(false);
    await watchers.hold(ROOT);
    expect(happened).toEqual(['opened 2']);
  });

  it('are all closed at the end, and none can be held afterwards', async () => {
    const { watchers, happened, time } = shared();
    const { release } = await watchers.hold(ROOT);
    await watchers.dispose();
    expect(happened).toEqual(['opened 1', 'closed 1']);
    release();
    expect(time.waiting).toBe(0);
    await expect(watchers.hold(ROOT)).rejects.toThrow('Nothing can be watched any more');
  });
});
