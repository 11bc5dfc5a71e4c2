import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRun, movedRun, unmadeRun } from './support/chaos-run.ts';
import { mountFuseDisk, whyNoFuse } from './support/fuse-disk.ts';
import { WORKER } from './support/scenarios.ts';
import { size } from './support/sizes.ts';
import { expectWhole } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

const LATE_DISK = 'late_disk.py';
const BUDGET = size(400, 60);
const FUSE_MISSING = await whyNoFuse(LATE_DISK);

let bundles: Bundles;

beforeAll(async () => {
  bundles = await bundlePrograms(WORKER);
});
afterAll(() => bundles.remove());

describe('machines that see what others write only once it is synced or closed, as on NFS', () => {
  it.skipIf(FUSE_MISSING !== '')(
    `share a run exactly: no number and no trial is given twice${FUSE_MISSING}`,
    async () => {
      const left = unmadeRun(BUDGET);
      const right = movedRun(left, join(dirname(left.root), 'elsewhere'));
      mkdirSync(left.root);
      const disk = await mountFuseDisk(LATE_DISK, [left.root, right.root]);
      try {
        await makeRun(left);
        const workers = [left, right, left, right].map((run) => run.start(bundles.program(WORKER)));
        const ends = await Promise.all(workers.map((worker) => worker.ended()));
        expect(ends, workers.map((worker) => worker.output()).join('\n')).toEqual([0, 0, 0, 0]);
        await expectWhole(left);
      } finally {
        await disk.unmount();
        left.remove();
      }
    },
    1_800_000,
  );
});
