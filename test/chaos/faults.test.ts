import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLayout } from '#core/state/layout.ts';
import { fillUp, MOUNTS_MISSING, mountTmpfs } from '#test/support/mounts.ts';
import { NAMESPACES_MISSING, onHost } from '#test/support/namespaces.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import type { ChaosPlan, Outage } from './support/chaos-plan.ts';
import {
  type ChaosRun,
  type ChaosWorker,
  chaosRun,
  killGroupOf,
  makeRun,
  movedRun,
  unmadeRun,
} from './support/chaos-run.ts';
import { ENDLESS, endlessRun, limited } from './support/endless-run.ts';
import { noteKill, readEvaluationLog } from './support/evaluation-log.ts';
import { WORKER } from './support/scenarios.ts';
import { CHAOS_SEED, createDice, IS_FULL, size } from './support/sizes.ts';
import { expectWhole, replayed } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

const BUDGET = size(300, 40);
const HOUR_MS = 3_600_000;
/** However busy the machine is: first results of workers that are just being started. */
const FIRST_RESULTS_MS = 600_000;
/** Seconds: far longer than a busy machine lets a living worker wait between two heartbeats of 0.2 s. */
const LEASE = 15;
const isRoot = process.getuid?.() === 0;

let bundles: Bundles;
const dice = createDice();

beforeAll(async () => {
  bundles = await bundlePrograms(WORKER);
});
afterAll(() => bundles.remove());

type Act = (run: ChaosRun, start: (plan?: Partial<ChaosPlan>) => ChaosWorker) => Promise<void>;

async function inRun(run: ChaosRun, act: Act): Promise<void> {
  try {
    await act(run, (plan = {}) => run.start(bundles.program(WORKER), plan));
  } finally {
    run.remove();
  }
}

/** Every worker ends by itself because the budget is used up, and the run is whole. */
async function expectFinished(run: ChaosRun, workers: readonly ChaosWorker[]): Promise<void> {
  const ends = await Promise.all(workers.map((worker) => worker.ended()));
  expect(ends, workers.flatMap(complaints).join('\n')).toEqual(workers.map(() => 0));
  await expectWhole(run);
}

/** Every worker leaves by itself because its run is not there any more. */
async function expectLeft(workers: readonly ChaosWorker[]): Promise<void> {
  const ends = await Promise.all(workers.map((worker) => worker.ended()));
  expect(ends, workers.map((worker) => worker.output()).join('\n')).toEqual(workers.map(() => 3));
}

function complaints(worker: ChaosWorker): readonly string[] {
  return worker
    .output()
    .split('\n')
    .filter((line) => !/ info /.test(line));
}

/** Does something again and again while the workers live. */
async function meanwhile(workers: readonly ChaosWorker[], act: () => Promise<void>): Promise<void> {
  let isOver = false;
  const ends = Promise.allSettled(workers.map((worker) => worker.ended())).then(() => {
    isOver = true;
  });
  while (!isOver) {
    await act();
  }
  await ends;
}

const someResults = (root: string) =>
  waitUntil(() => replayed(root).evaluations.completed >= 5, FIRST_RESULTS_MS);

/** Each of the workers evaluates: one that is only just beginning has nothing to lose and may leave at a fault. */
const allAtWork = ({ log }: ChaosRun, workers: readonly ChaosWorker[]) =>
  waitUntil(() => {
    const seen = new Set(readEvaluationLog(log).map(({ worker }) => worker));
    return workers.every(({ pid }) => seen.has(pid));
  }, FIRST_RESULTS_MS);

describe(`workers of one run (seed ${CHAOS_SEED})`, () => {
  it('share it exactly, 16 at once', async () => {
    await inRun(await chaosRun(2 * BUDGET), async (run, start) => {
      await expectFinished(
        run,
        Array.from({ length: 16 }, () => start()),
      );
    });
  }, 1_800_000);

  it('do so with clocks that are set back and forth by an hour', async () => {
    await inRun(await chaosRun(BUDGET, { incumbent: { lease: 2 } }), async (run, start) => {
      const plans = [-HOUR_MS, HOUR_MS, 0].map((by, index) => ({ clock: { after: 500 + 300 * index, by } }));
      await expectFinished(
        run,
        plans.map((plan) => start(plan)),
      );
    });
  }, 1_800_000);

  it('do so while the directory of the lock is removed by hand again and again', async () => {
    await inRun(await chaosRun(BUDGET), async (run, start) => {
      const { lock, freeLock } = runLayout(run.root);
      const workers = Array.from({ length: 4 }, () => start());
      await meanwhile(workers, async () => {
        await sleep(40 * dice());
        removeBeneath(dice() < 0.5 ? lock : freeLock);
      });
      await expectFinished(run, workers);
    });
  }, 1_800_000);
});

describe('workers whose system refuses to write for a while', () => {
  const causes = ['EROFS', 'EIO', ...(IS_FULL ? ['ENOSPC', 'EDQUOT', 'EACCES'] : [])];

  it.each(causes)(
    'wait through %s, and nothing is lost',
    async (cause) => {
      await inRun(await chaosRun(BUDGET), async (run, start) => {
        const outages: readonly Outage[] = [2, 5, 5].map((syncs) => ({ syncs, lasts: 1500, cause }));
        await expectFinished(
          run,
          outages.map((outage) => start({ outage })),
        );
      });
    },
    1_800_000,
  );

  it.skipIf(!isRoot)(
    'wait until they have their rights again (run by root)',
    async () => {
      await inRun(await chaosRun(BUDGET), async (run, start) => {
        const outage: Outage = { syncs: 5, lasts: 1500, cause: 'permission' };
        await expectFinished(run, [start({ outage }), start()]);
      });
    },
    1_800_000,
  );

  it.skipIf(MOUNTS_MISSING !== '')(
    `wait for room on a disk that is full again and again${MOUNTS_MISSING}`,
    async () => {
      await inRun(unmadeRun(BUDGET), async (unlimited, start) => {
        const disk = mountTmpfs(unlimited.root, '8m');
        try {
          await makeRun(unlimited, ENDLESS);
          const workers = Array.from({ length: 3 }, () => start());
          await allAtWork(unlimited, workers);
          const run = await limited(unlimited, BUDGET);
          const ballast = join(run.root, 'ballast');
          await meanwhile(workers, async () => {
            await sleep(400 * dice());
            fillUp(ballast);
            await sleep(600 * dice());
            rmSync(ballast, { force: true });
          });
          await expectFinished(run, workers);
        } finally {
          disk.unmount();
        }
      });
    },
    1_800_000,
  );
});

describe('a directory that changes beneath its workers', () => {
  it('is left when it was moved, and goes on at its new place without losing a result', async () => {
    await inRun(await endlessRun(), async (run, start) => {
      const workers = Array.from({ length: 3 }, () => start());
      await someResults(run.root);
      const moved = movedRun(run, join(dirname(run.root), 'moved'));
      renameSync(run.root, moved.root);
      await expectLeft(workers);
      expect(existsSync(run.root)).toBe(false);
      const whole = await limited(moved, BUDGET);
      await expectFinished(whole, [whole.start(bundles.program(WORKER))]);
    });
  }, 1_800_000);

  it('is left when it was deleted, and nothing of it comes about again', async () => {
    await inRun(await endlessRun(), async (run, start) => {
      const workers = Array.from({ length: 3 }, () => start());
      await someResults(run.root);
      removeBeneath(run.root);
      await expectLeft(workers);
      expect(existsSync(run.root)).toBe(false);
    });
  }, 1_800_000);

  it('is left also by workers that were only just beginning', async () => {
    for (let times = 0; times < size(40, 5); times += 1) {
      await inRun(await endlessRun(), async (run, start) => {
        const workers = Array.from({ length: 3 }, () => start());
        await sleep(1200 * dice());
        removeBeneath(run.root);
        await expectLeft(workers);
        expect(existsSync(run.root)).toBe(false);
      });
    }
  }, 1_800_000);
});

describe(`workers of two machines${NAMESPACES_MISSING}`, () => {
  it.skipIf(NAMESPACES_MISSING !== '')(
    'are killed there, and one machine vanishes: the other finishes the run by itself',
    async () => {
      await inRun(await chaosRun(BUDGET, { incumbent: { lease: LEASE } }), async (run) => {
        const on = (host: string) =>
          run.start(bundles.program(WORKER), {}, { through: (command) => onHost(host, command) });
        const left = [on('left'), on('left')];
        const right = [on('right'), on('right')];
        await someResults(run.root);
        for (const [victim, host] of [
          [right.shift(), 'right'],
          [left.shift(), 'left'],
        ] as const) {
          kill(run, victim);
          (host === 'left' ? left : right).push(on(host));
          await sleep(500 * dice());
        }
        for (const victim of left) {
          kill(run, victim);
        }
        await expectFinished(run, right);
      });
    },
    1_800_000,
  );
});

function kill(run: ChaosRun, victim: ChaosWorker | undefined): void {
  if (victim !== undefined) {
    noteKill(run.log, victim.pid);
    killGroupOf(victim.pid);
  }
}

/** While others write into it a directory may refuse to go at once. */
function removeBeneath(path: string): void {
  for (let tries = 0; tries < 100 && existsSync(path); tries += 1) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // Something came about in it meanwhile.
    }
  }
}
