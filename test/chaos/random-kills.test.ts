import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChaosRun, type ChaosWorker, killGroupOf } from './support/chaos-run.ts';
import { childrenOf } from './support/child-processes.ts';
import { endlessRun, limited } from './support/endless-run.ts';
import { DELAY_VARIABLE, noteKill } from './support/evaluation-log.ts';
import { WORKER } from './support/scenarios.ts';
import { CHAOS_SEED, createDice, size } from './support/sizes.ts';
import { expectWhole, farewells, replayed } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

const KILLS = size(1000, 20);
const WORKERS = size(8, 4);
/** Between two kills; a worker lives for about so long times the number of workers. */
const PAUSE_MS = 250;
/** How many evaluations follow the last kill. */
const REST = 100;

let bundles: Bundles;

beforeAll(async () => {
  bundles = await bundlePrograms(WORKER);
  process.env[DELAY_VARIABLE] = '150';
});
afterAll(() => {
  delete process.env[DELAY_VARIABLE];
  bundles.remove();
});

const dice = createDice();

/** What is killed: a worker alone, together with its pipeline, its pipeline alone, or every worker at once. */
function drawVictims(workers: readonly ChaosWorker[]): {
  readonly workers: readonly ChaosWorker[];
  readonly pipelines: readonly number[];
} {
  const one = workers.slice(Math.floor(dice() * workers.length)).slice(0, 1);
  const pipelines = one.flatMap(({ pid }) => childrenOf(pid));
  const what = dice();
  if (what < 0.6) {
    return { workers: one, pipelines: [] };
  }
  if (what < 0.8) {
    return { workers: one, pipelines };
  }
  return what < 0.97 ? { workers: [], pipelines } : { workers, pipelines: [] };
}

/** Kills something; answers the workers that still live and how many processes it has killed. */
function strike(run: ChaosRun, workers: readonly ChaosWorker[]) {
  const victims = drawVictims(workers);
  for (const { pid } of victims.workers) {
    noteKill(run.log, pid);
    killGroupOf(pid);
  }
  for (const pid of victims.pipelines) {
    killGroupOf(pid);
  }
  return {
    living: workers.filter((worker) => !victims.workers.includes(worker)),
    killed: victims.workers.length + victims.pipelines.length,
  };
}

describe(`a run whose workers are killed at random (seed ${CHAOS_SEED})`, () => {
  it.skipIf(process.platform !== 'linux')(
    `is whole after ${KILLS} kills among ${WORKERS} workers and ends by itself (Linux)`,
    async () => {
      const run = await endlessRun();
      try {
        const start = () => run.start(bundles.program(WORKER));
        let workers: readonly ChaosWorker[] = Array.from({ length: WORKERS }, start);
        for (let kills = 0; kills < KILLS; ) {
          await sleep(PAUSE_MS * 2 * dice());
          const { living, killed } = strike(run, workers);
          kills += killed;
          workers = [...living, ...Array.from({ length: WORKERS - living.length }, start)];
        }
        const whole = await limited(run, REST);
        const ends = await Promise.all(workers.map((worker) => worker.ended()));
        expect(ends, await farewells(run.root)).toEqual(workers.map(() => 0));
        expect(await run.start(bundles.program(WORKER)).ended()).toBe(0);
        await expectWhole(whole);
        expect(replayed(run.root).endedWriters.size).toBeGreaterThanOrEqual(WORKERS);
      } finally {
        run.remove();
      }
    },
    1_500_000,
  );
});
