import { describe, expect, it } from 'vitest';
import { createDiskWait } from '#core/state/journal/disk-wait.ts';

/** A disk whose syncs end when they are told to. */
function slowDisk() {
  const syncs: { end(): void; fail(): void }[] = [];
  const sync = () =>
    new Promise<void>((resolve, reject) => {
      syncs.push({ end: resolve, fail: () => reject(new Error('the disk failed')) });
    });
  return { syncs, wait: createDiskWait(sync) };
}

/** Whether a promise has been kept by now. */
async function isKept(promise: Promise<void>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(() => resolve(false)));
  return (await Promise.race([promise.then(() => true), turn])) === true;
}

describe('the wait for the disk', () => {
  it('is over at once where nothing was noted', async () => {
    const { syncs, wait } = slowDisk();
    wait.begin();
    await wait.done();
    expect(syncs).toHaveLength(0);
  });

  it('joins the sync that was begun after the note', async () => {
    const { syncs, wait } = slowDisk();
    wait.note();
    wait.begin();
    const [one, two] = [wait.done(), wait.done()];
    expect([await isKept(one), syncs.length]).toEqual([false, 1]);
    syncs[0]?.end();
    await Promise.all([one, two]);
    await wait.done();
    expect(syncs).toHaveLength(1);
  });

  it('is never over by a sync that began before the note, and never has two at a time', async () => {
    const { syncs, wait } = slowDisk();
    wait.note();
    wait.begin();
    wait.note();
    const second = wait.done();
    expect(syncs).toHaveLength(1);
    syncs[0]?.end();
    expect([await isKept(second), syncs.length]).toEqual([false, 2]);
    syncs[1]?.end();
    await second;
  });

  it('promises nothing after a sync that failed, and tries again when it is asked to', async () => {
    const { syncs, wait } = slowDisk();
    wait.note();
    const first = wait.done();
    syncs[0]?.fail();
    await expect(first).rejects.toThrow('the disk failed');
    const second = wait.done();
    expect(syncs).toHaveLength(2);
    syncs[1]?.end();
    await second;
  });

  it('tells of a sync that failed unwatched by needing another', async () => {
    const { syncs, wait } = slowDisk();
    wait.note();
    wait.begin();
    syncs[0]?.fail();
    await isKept(new Promise(() => undefined));
    const done = wait.done();
    expect(syncs).toHaveLength(2);
    syncs[1]?.end();
    await done;
  });
});
