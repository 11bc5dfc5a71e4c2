import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import { pidsIn, waitUntilCollected, waitUntilGone } from './processes.ts';
import { type Bench, openBench, PYTHON, python } from './support.ts';

describe.skipIf(PYTHON === null)('a Python function that goes wrong (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const evaluate = (name: string) => bench.evaluate(bench.host(python('faults.py', name)));
  const pidOf = async (host: PipelineHost) => {
    const outcome = await bench.evaluate(host, { x: 1 });
    return outcome.kind === 'result' ? (outcome.extra as { pid: number }).pid : null;
  };

  test('comes back as type, message and a traceback without our frames', async () => {
    const outcome = await evaluate('raises');
    expect(outcome).toMatchObject({
      kind: 'error',
      error: { type: 'ValueError', message: 'x is 1' },
      cost: null,
    });
    const traceback = outcome.kind === 'error' ? outcome.error.traceback : '';
    expect(traceback).toMatch(/^Traceback .*\n {2}File ".*faults\.py", line \d+, in raises/);
    expect(traceback).toMatch(/in inner\n[\s\S]*ValueError: x is 1\n$/);
    expect(traceback).not.toContain('incumbent_child');
  });

  test('comes back even where the exception has no words', async () => {
    expect(await evaluate('speechless')).toMatchObject({ kind: 'error', error: { type: 'Speechless' } });
  });

  test('may raise KeyboardInterrupt or call sys.exit; its process lives on', async () => {
    const host = bench.host(python('faults.py', 'interrupted_inside'));
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'error', error: { type: 'KeyboardInterrupt' } });
    expect(await evaluate('system_exit')).toMatchObject({
      kind: 'error',
      error: { type: 'Exit', message: expect.stringContaining("sys.exit('gone')") },
    });
  });

  test('may end its process: code or signal are told, with the last words', async () => {
    expect(await evaluate('hard_exit')).toMatchObject({
      kind: 'error',
      error: { type: 'Exit', message: expect.stringContaining('exit code 3'), traceback: 'last words\n' },
    });
    expect(await evaluate('killed')).toMatchObject({
      kind: 'error',
      error: { type: 'Exit', message: expect.stringContaining('SIGKILL') },
    });
    const crash = await evaluate('segfault');
    expect(crash).toMatchObject({ kind: 'error', error: { message: expect.stringContaining('SIGSEGV') } });
    expect(crash.kind === 'error' && crash.error.traceback).toContain('in segfault');
  });

  test('is followed by the next evaluation, in a new process where the old one ended', async () => {
    const host = bench.host(python('faults.py', 'fine'));
    const first = (await pidOf(host)) ?? expect.fail('it has no process');
    expect(await pidOf(host)).toBe(first);
    process.kill(first, 'SIGKILL');
    await waitUntilCollected(first);
    const second = await pidOf(host);
    expect(second).not.toBeNull();
    expect(second).not.toBe(first);
  });

  test('may hang: evaluation_timeout ends it with all of its processes', async () => {
    const pidFile = join(bench.folder, 'pids');
    const host = bench.host(python('faults.py', 'hangs'), { timeoutSeconds: 10 });
    const running = bench.evaluate(host, { pid_file: pidFile });
    const pids = await pidsIn(pidFile);
    expect(await running).toMatchObject({
      kind: 'error',
      error: { type: 'Timeout', message: expect.stringContaining('10 s (evaluation_timeout)') },
    });
    await waitUntilGone(pids);
  });

  test('may hang and ignore SIGTERM: an interrupt ends it with all of its processes', async () => {
    const pidFile = join(bench.folder, 'pids');
    const host = bench.host(python('faults.py', 'hangs'));
    const running = bench.evaluate(host, { pid_file: pidFile });
    const pids = await pidsIn(pidFile);
    host.interrupt();
    expect(await running).toEqual({ kind: 'interrupted' });
    await waitUntilGone(pids);
  });

  test('is not touched by an interrupt between two evaluations', async () => {
    const host = bench.host(python('faults.py', 'fine'));
    const first = await pidOf(host);
    host.interrupt();
    expect(await pidOf(host)).toBe(first);
  });

  test('may fork and forget: the copy gives no second answer', async () => {
    const host = bench.host(python('faults.py', 'forks'));
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 1 });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 1 });
  });

  test('may leave a thread behind: closing ends it nevertheless', async () => {
    const host = bench.host(python('faults.py', 'leaves_a_thread'));
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result' });
    await host.close();
  });

  test('may write to the descriptors of the protocol', async () => {
    const host = bench.host(python('faults.py', 'speaks_on_the_channel'));
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 1 });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 1 });
  });
});
