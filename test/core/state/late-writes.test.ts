import { afterEach, describe, expect, it, vi } from 'vitest';
import { installWriteHook } from '#core/platform/write-port.ts';
import { plan, sessionsOfThisFile } from './sessions.ts';

const disk = vi.hoisted(() => ({ isLocal: true }));
vi.mock('#core/platform/disk.ts', () => ({ isLocalDisk: () => disk.isLocal }));

const { open } = sessionsOfThisFile();

afterEach(() => installWriteHook(null));

/** The steps of a session's second reservation that have to do with the lock and the journal, as they come. */
async function stepsOfReservation(): Promise<readonly string[]> {
  const session = await open('w1');
  await plan(session, { reserve: 1 });
  const steps: string[] = [];
  installWriteHook({
    before: (step) => void steps.push(step),
    after: () => undefined,
  });
  await plan(session, { reserve: 1 });
  return steps.filter((step) => ['lock.take', 'journal.append', 'journal.sync', 'lock.leave'].includes(step));
}

describe('a number that is reserved', () => {
  it('waits for no disk where every process sees it at once', async () => {
    disk.isLocal = true;
    expect(await stepsOfReservation()).toEqual(['lock.take', 'journal.append', 'lock.leave']);
  });

  it('is synced before the lock is left where other machines see it only then', async () => {
    disk.isLocal = false;
    expect(await stepsOfReservation()).toEqual(['lock.take', 'journal.append', 'journal.sync', 'lock.leave']);
  });
});
