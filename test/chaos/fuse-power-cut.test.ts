import { cpSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChaosRun, type ChaosWorker, killGroupOf, makeRun, unmadeRun } from './support/chaos-run.ts';
import { readEvaluationLog } from './support/evaluation-log.ts';
import { mountFuseDisk, whyNoFuse } from './support/fuse-disk.ts';
import { WORKER } from './support/scenarios.ts';
import { LOSSES, type Loss } from './support/simulated-disk.ts';
import { CHAOS_SEED, createDice, size } from './support/sizes.ts';
import { expectWhole, replayed } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

const POWER_DISK = 'power_disk.py';
const BUDGET = 40;
const CUTS = size(60, 2);
const FUSE_MISSING = await whyNoFuse(POWER_DISK);

let bundles: Bundles;
const dice = createDice();

beforeAll(async () => {
  bundles = await bundlePrograms(WORKER);
});
afterAll(() => bundles.remove());

/** Of what was noted before the cut: results that were made durable, and every loss that was told. */
function forgetAfter(moment: bigint, { log }: ChaosRun): void {
  const kept = readEvaluationLog(log).filter(({ what, at }) =>
    what === 'reported' ? at < moment : what === 'end',
  );
  writeFileSync(log, kept.map((line) => `${JSON.stringify({ ...line, at: String(line.at) })}\n`).join(''));
}

async function ended(workers: readonly ChaosWorker[]): Promise<void> {
  for (const { pid } of workers) {
    killGroupOf(pid);
  }
  await Promise.all(workers.map((worker) => worker.ended()));
}

/** Two workers lose the power; a third one finds what is left and finishes the run. */
async function loseAndFinish(loss: Loss): Promise<void> {
  const run = unmadeRun(BUDGET);
  const left = `${run.root}-left`;
  const disk = await mountFuseDisk(POWER_DISK, [run.root]);
  try {
    // After a power cut it shows only in their heartbeats that the workers of before are gone.
    await makeRun(run, { incumbent: { lease: 2 } });
    const workers = [run.start(bundles.program(WORKER)), run.start(bundles.program(WORKER))];
    while (replayed(run.root).evaluations.completed < 1) {
      await sleep(20);
    }
    await sleep(400 * dice());
    // It answers the moment, by the system's monotonic clock.
    const moment = BigInt(await disk.ask(`cut ${loss} ${Math.floor(dice() * 2 ** 31)} ${left}`));
    await ended(workers);
    await disk.unmount();
    cpSync(left, run.root, { recursive: true });
    forgetAfter(moment, run);
    const heir = run.start(bundles.program(WORKER));
    expect(await heir.ended(), heir.output()).toBe(0);
    await expectWhole(run);
  } finally {
    await disk.unmount();
    run.remove();
  }
}

describe('a power cut of a mounted file system', () => {
  it.skipIf(FUSE_MISSING !== '')(
    `takes no result that was made durable from real workers${FUSE_MISSING || ` (seed ${CHAOS_SEED})`}`,
    async () => {
      for (let cuts = 0; cuts < CUTS; cuts += 1) {
        await loseAndFinish(LOSSES[cuts % LOSSES.length] ?? 'mixed');
      }
    },
    // Each cut begins five processes, and on a busy machine they share a processor with many others.
    3_600_000,
  );
});
