import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { createRun } from '#core/state/root/create-run.ts';
import type { Claim } from '#core/state/session/step.ts';
import { openSession, type WorkerSession } from '#core/state/session/worker-session.ts';
import { registerWorker } from '#core/state/workers/workers.ts';
import { MOUNTS_MISSING, mountTmpfs, type TestDisk } from '#test/support/mounts.ts';
import { recordOf, sampleOf, temporaryFolder } from './run-fixture.ts';

const isRoot = process.getuid?.() === 0;
/** A user that owns nothing, for the time of a call: root may do everything. */
const NOBODY = 65534;

let folder: { readonly path: string; remove(): void };
let disk: TestDisk | null = null;
let session: WorkerSession | null = null;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  session?.close();
  session = null;
  disk?.unmount();
  disk = null;
  folder.remove();
});

function mountSmall(size: string): { readonly path: string; readonly disk: TestDisk } {
  const path = join(folder.path, 'small');
  const mounted = mountTmpfs(path, size);
  disk = mounted;
  return { path, disk: mounted };
}

async function begin(open: WorkerSession): Promise<Claim> {
  const [reservation] = (await open.step({ decide: () => ({ reserve: 1 }) })).reservations;
  const claim = reservation === undefined ? null : await open.begin(reservation, sampleOf(0.5));
  if (claim === null) {
    throw new Error('no claim');
  }
  return claim;
}

const finished = (claim: Claim, traceback = '') => ({
  claim,
  report: { kind: 'failed', error: { type: 'ValueError', message: 'x', traceback }, cost: null } as const,
  ended: Date.now(),
  seconds: 1,
});

describe(`a file system that refuses${MOUNTS_MISSING}`, () => {
  it.skipIf(MOUNTS_MISSING !== '')(
    'names the path when it is full, loses nothing, and goes on when there is room',
    async () => {
      const root = join(mountSmall('1m').path, 'run');
      await createRun(root, recordOf());
      session = await openSession(root, 'w1');
      const claim = await begin(session);
      const ballast = join(dirname(root), 'ballast');
      fillUp(ballast);
      const report = finished(claim, 'line\n'.repeat(4000));
      await expect(session.step({ reports: [report] })).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining(dirname(root)),
        details: { errno: 'ENOSPC' },
      });
      rmSync(ballast);
      await session.step({ reports: [report] });
      await session.step({ reports: [finished(await begin(session))] });
      const ledger = createLedger();
      const reader = createJournalReader(root);
      ledger.apply(reader.readAllSync());
      expect(ledger.all).toMatchObject([
        { trial: '1', state: 'failed' },
        { trial: '2', state: 'failed' },
      ]);
      expect(ledger.evaluations).toEqual(session.ledger.evaluations);
      expect(readFileSync(runLayout(root).trial('1').error, 'utf8')).toContain('err: x');
    },
  );

  it.skipIf(MOUNTS_MISSING !== '')(
    'says so when it is full before a run is there, and leaves no half run',
    async () => {
      const { path } = mountSmall('64k');
      fillUp(join(path, 'ballast'));
      await expect(createRun(join(path, 'run'), recordOf())).rejects.toMatchObject({ code: 'disk-full' });
      rmSync(join(path, 'ballast'));
      expect(await createRun(join(path, 'run'), recordOf())).toBe('created');
    },
  );

  it.skipIf(MOUNTS_MISSING !== '')('says so when it can only be read', async () => {
    const { path, disk: mounted } = mountSmall('1m');
    const root = join(path, 'run');
    await createRun(root, recordOf());
    session = await openSession(root, 'w1');
    await session.step({ decide: () => ({ reserve: 1 }) });
    session.close();
    session = null;
    mounted.remount('ro');
    await expect(openSession(root, 'w2')).rejects.toMatchObject({ code: 'read-only-disk' });
    await expect(createRun(join(path, 'other'), recordOf())).rejects.toMatchObject({
      code: 'read-only-disk',
    });
    const registration = { worker: 'w2', generation: 0, version: '0', heartbeat: 1, max_evaluations: null };
    await expect(registerWorker(root, registration)).rejects.toMatchObject({ code: 'read-only-disk' });
    expect([...createJournalReader(root).readAllSync()]).toMatchObject([{ op: 'reserve', number: 1 }]);
  });
});

describe('a directory that refuses', () => {
  it('says that the permission is missing', async () => {
    chmodSync(folder.path, 0o555);
    process.seteuid?.(isRoot ? NOBODY : (process.geteuid?.() ?? NOBODY));
    try {
      await expect(createRun(join(folder.path, 'run'), recordOf())).rejects.toMatchObject({
        code: 'permission-denied',
        message: expect.stringContaining(join(folder.path, 'run')),
      });
    } finally {
      process.seteuid?.(isRoot ? 0 : (process.geteuid?.() ?? NOBODY));
      chmodSync(folder.path, 0o755);
    }
  });

  it('says what is in the way when a file stands where the root should be', async () => {
    const path = join(folder.path, 'file');
    writeFileSync(path, '');
    await expect(createRun(path, recordOf())).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining(path),
    });
  });
});

/** Fills a file system to its last byte. */
function fillUp(ballast: string): void {
  for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) {
        writeFileSync(ballast, 'x'.repeat(size), { flag: 'a' });
      }
    } catch {
      // Full for pieces of this size.
    }
  }
}
