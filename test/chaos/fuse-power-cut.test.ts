import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolder } from '#test/support/remove-folder.ts';
import { type ChaosRun, type ChaosWorker, killGroupOf, makeRun, unmadeRun } from './support/chaos-run.ts';
import { readEvaluationLog } from './support/evaluation-log.ts';
import { WORKER } from './support/scenarios.ts';
import { LOSSES, type Loss } from './support/simulated-disk.ts';
import { CHAOS_SEED, createDice, size } from './support/sizes.ts';
import { expectWhole, replayed } from './support/whole-run.ts';
import { type Bundles, bundlePrograms } from './support/worker-bundle.ts';

const DISK = fileURLToPath(new URL('./support/power_disk.py', import.meta.url));
const BUDGET = 40;
const CUTS = size(60, 2);

/** A file system that knows what was synced, mounted at `path`. */
type PowerDisk = {
  /** Writes what a power cut leaves into a directory; answers the moment, by the system's monotonic clock. */
  cut(loss: Loss, seed: number, target: string): Promise<bigint>;
  unmount(): Promise<void>;
};

async function mountPowerDisk(path: string): Promise<PowerDisk> {
  mkdirSync(path, { recursive: true });
  const server: ChildProcess = spawn('python3', [DISK, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(server, 'exit');
  const lines = createInterface({ input: server.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const answer = async () => String((await lines.next()).value);
  expect(await answer()).toBe('mounted');
  return {
    cut: async (loss, seed, target) => {
      server.stdin?.write(`cut ${loss} ${seed} ${target}\n`);
      return BigInt(await answer());
    },
    unmount: async () => {
      server.stdin?.end();
      await gone;
    },
  };
}

/** One reason, so that the list of allowed skips can name the test. */
const NEEDS = ' (needs Linux, Python, and a FUSE that this user may mount)';
const FUSE_MISSING = await whyNot();

async function whyNot(): Promise<string> {
  const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/dev/fuse');
  if (!isPossible || spawnSync('python3', ['--version']).status !== 0) {
    return NEEDS;
  }
  const path = mkdtempSync(join(tmpdir(), 'incumbent-fuse-'));
  try {
    await (await mountPowerDisk(path)).unmount();
    return '';
  } catch {
    return NEEDS;
  } finally {
    removeFolder(path);
  }
}

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
  const disk = await mountPowerDisk(run.root);
  try {
    // After a power cut it shows only in their heartbeats that the workers of before are gone.
    await makeRun(run, { incumbent: { lease: 2 } });
    const workers = [run.start(bundles.program(WORKER)), run.start(bundles.program(WORKER))];
    while (replayed(run.root).evaluations.completed < 1) {
      await sleep(20);
    }
    await sleep(400 * dice());
    const moment = await disk.cut(loss, Math.floor(dice() * 2 ** 31), left);
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
