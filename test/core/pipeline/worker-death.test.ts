import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { isRunning, pidsIn, STAND_IN, waitUntilGone } from './processes.ts';
import { type Bench, javascript, openBench, PYTHON, python, TEST_ENV } from './support.ts';

/** Writes the ids of itself and of a process that it starts, then goes on for minutes. */
const SHELL = 'sleep 600 & echo "$$ $!" > "$0.part"; mv "$0.part" "$0"; sleep 600';

describe('a worker that is killed with SIGKILL', () => {
  let bench: Bench;
  let worker: ChildProcess | null = null;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    worker?.kill('SIGKILL');
    await bench.close();
  });

  async function killWhileEvaluating(pipeline: Pipeline): Promise<void> {
    const pidFile = join(bench.folder, 'pids');
    const config = { pid_file: pidFile };
    const given = { pipeline, config, python: PYTHON?.path ?? null, folder: bench.folder };
    worker = spawn(process.execPath, ['--import', 'tsx', STAND_IN, JSON.stringify(given)], {
      env: TEST_ENV,
      stdio: 'ignore',
    });
    const pids = await pidsIn(pidFile);
    expect(await Promise.all(pids.map(isRunning))).toEqual(pids.map(() => true));
    worker.kill('SIGKILL');
    await waitUntilGone(pids);
  }

  test.skipIf(PYTHON === null)('takes a busy Python function and its processes with it (needs Python)', () =>
    killWhileEvaluating(python('faults.py', 'hangs')),
  );

  test.skipIf(PYTHON === null || process.platform !== 'linux')(
    'takes a Python function with it that keeps every thread from running (needs Python on Linux)',
    () => killWhileEvaluating(python('faults.py', 'hangs_in_c')),
  );

  test('takes a JavaScript function in an endless loop and its processes with it', () =>
    killWhileEvaluating(javascript('faults.mjs', 'hangs')));

  test('takes a command and its processes with it', () =>
    killWhileEvaluating({ kind: 'command', command: ['sh', '-c', SHELL, '{pid_file}'], written: 'sh' }));
});
