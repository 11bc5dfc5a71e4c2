import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { isRunning, pidsIn, STAND_IN, waitUntilGone } from './processes.ts';
import { type Bench, javascript, openBench, PROGRAMS, TEST_ENV } from './support.ts';

const COMMAND = ['node', join(PROGRAMS, 'javascript', 'detaches.mjs'), '{pid_file}', '{ends}'];

/** Seconds in which a Node and three small programs start one after the other, on a busy machine too. */
const TOO_LONG = 10;

/** Each starts one process in a session of its own and one that is handed to init, and notes their ids. */
const PIPELINES: readonly (readonly [string, Pipeline])[] = [
  ['a JavaScript function', javascript('detaches.mjs', 'detaches')],
  ['a command', { kind: 'command', command: COMMAND, written: 'detaches' }],
];

describe.skipIf(process.platform !== 'linux')('what a pipeline has detached (Linux)', () => {
  let bench: Bench;
  let worker: ChildProcess | null = null;
  let pids: readonly number[] = [];
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    worker?.kill('SIGKILL');
    await bench.close();
    pids.forEach(killQuietly);
    pids = [];
  });

  const begun = async () => {
    pids = await pidsIn(join(bench.folder, 'pids'));
    expect(await Promise.all(pids.map(isRunning))).toEqual([true, true]);
  };
  const config = (ends: 'ends' | 'hangs') => ({ pid_file: join(bench.folder, 'pids'), ends });

  test.each(PIPELINES)('is ended with %s that is interrupted', async (_name, pipeline) => {
    const host = bench.host(pipeline);
    const running = bench.evaluate(host, config('hangs'));
    await begun();
    host.interrupt();
    expect(await running).toEqual({ kind: 'interrupted' });
    await waitUntilGone(pids);
  });

  test.each(PIPELINES)('is ended with %s that takes too long', async (_name, pipeline) => {
    const running = bench.evaluate(bench.host(pipeline, { timeoutSeconds: TOO_LONG }), config('hangs'));
    await begun();
    expect(await running).toMatchObject({ kind: 'error', error: { type: 'Timeout' } });
    await waitUntilGone(pids);
  });

  test.each(PIPELINES)('is ended with %s whose worker is killed', async (_name, pipeline) => {
    const given = { pipeline, config: config('hangs'), python: null, folder: bench.folder };
    worker = spawn(process.execPath, ['--import', 'tsx', STAND_IN, JSON.stringify(given)], {
      env: TEST_ENV,
      stdio: 'ignore',
    });
    await begun();
    worker.kill('SIGKILL');
    await waitUntilGone(pids);
  });

  test.each(PIPELINES)('goes on after %s that has ended by itself', async (_name, pipeline) => {
    const host = bench.host(pipeline);
    expect(await bench.evaluate(host, config('ends'))).toMatchObject({ kind: 'result', loss: 1 });
    await host.close();
    await begun();
  });
});

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone, as it should be.
  }
}
