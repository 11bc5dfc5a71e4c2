import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { MOUNTS_MISSING, mountTmpfs, type TestDisk } from '#test/support/mounts.ts';
import { recordOf, temporaryFolder } from '../state/run-fixture.ts';

const folder = temporaryFolder();
let disk: TestDisk | null = null;

afterEach(() => {
  disk?.unmount();
  folder.remove();
});

describe(`the status of a run${MOUNTS_MISSING}`, () => {
  it.skipIf(MOUNTS_MISSING !== '')('says that its disk is full for as long as it is', async () => {
    const path = join(folder.path, 'small');
    disk = mountTmpfs(path, '1m');
    const root = join(path, 'run');
    await createRun(root, recordOf());
    const run = await READERS.open(root, { clock: systemClock });
    expect(run.status().problems).toEqual([]);
    const ballast = join(path, 'ballast');
    writeFileSync(ballast, '');
    expect(() => {
      for (;;) {
        writeFileSync(ballast, 'x'.repeat(4096), { flag: 'a' });
      }
    }).toThrow('ENOSPC');
    expect(await run.refresh('liveness')).not.toBeNull();
    expect(run.status().problems).toMatchObject([
      { code: 'disk-full', severity: 'error', message: expect.stringContaining(root) },
    ]);
    rmSync(ballast);
    await run.refresh('liveness');
    expect(run.status().problems).toEqual([]);
    run.close();
  });
});
