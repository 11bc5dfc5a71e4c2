import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '#core/contract/value.ts';
import { pidsIn, waitUntilGone } from './processes.ts';
import { type Bench, javascript, openBench, PROGRAMS } from './support.ts';

describe('a JavaScript function', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const evaluate = (file: string, name: string, config: Config = { x: 3 }) =>
    bench.evaluate(bench.host(javascript(file, name)), config);

  test('returns a number, or an object with more, at once or later', async () => {
    expect(await evaluate('results.mjs', 'number')).toMatchObject({ kind: 'result', loss: 6, extra: null });
    expect(await evaluate('results.mjs', 'everything')).toEqual({
      kind: 'result',
      loss: 3,
      cost: 1.5,
      learningCurve: [3, 2.5, Number.NaN],
      extra: { when: '1970-01-01T00:00:00.000Z', map: { a: 'Infinity' }, run: '[Function: run]' },
      extraFloats: [0, 1],
    });
    expect(await bench.log()).toContain('extra.run is a function, which JSON cannot carry');
    expect(await evaluate('results.mjs', 'alias')).toMatchObject({ loss: 3, extra: { accuracy: 0.5 } });
    expect(await evaluate('results.mjs', 'notANumber')).toMatchObject({ kind: 'result', loss: Number.NaN });
    expect(await evaluate('results.mjs', 'default')).toMatchObject({ kind: 'result', loss: 3 });
  });

  test.each([
    ['nothing', 'it returned undefined', 'Is a `return` missing?'],
    ['string', "it returned a string ('0.25')", 'Return the loss as a number'],
    ['list', 'it returned an array ([ 1, 2 ])', 'Return the loss as a number'],
    ['noLoss', 'it returned an object with `accuracy`, `cost`', 'Add `loss`'],
    ['badCost', 'cost', 'finite number ≥ 0'],
  ])('that returns %s is told what was returned and what to return', async (name, found, advice) => {
    const outcome = await evaluate('results.mjs', name);
    expect(outcome).toMatchObject({ kind: 'error', error: { type: 'InvalidResult' } });
    expect(outcome.kind === 'error' && outcome.error.message).toContain(found);
    expect(outcome.kind === 'error' && outcome.error.message).toContain(advice);
  });

  test('receives the configuration and where its trial lives', async () => {
    expect(await evaluate('results.mjs', 'context', { x: 1, name: 'adam' })).toMatchObject({
      extra: {
        config: { x: 1, name: 'adam' },
        context: {
          pipelineDirectory: bench.folder,
          previousPipelineDirectory: null,
          rootDirectory: bench.folder,
          pipelineId: '7',
          attempt: 1,
        },
      },
    });
  });

  test('may be TypeScript, and CommonJS', async () => {
    expect(await evaluate('typed.ts', 'train')).toMatchObject({ kind: 'result', loss: 1.5 });
    expect(await evaluate('commonjs.cjs', 'train')).toMatchObject({ kind: 'result', loss: 4 });
  });

  test('lives in one process for all evaluations', async () => {
    const host = bench.host(javascript('results.mjs', 'pid'));
    const first = await bench.evaluate(host);
    expect(first).toMatchObject({ kind: 'result', extra: expect.any(Number) });
    expect(await bench.evaluate(host)).toEqual(first);
  });

  test('that throws comes back as type, message and stack without our frames', async () => {
    const outcome = await evaluate('faults.mjs', 'raises');
    expect(outcome).toMatchObject({ kind: 'error', error: { type: 'OwnError', message: 'x is 3' } });
    const traceback = outcome.kind === 'error' ? outcome.error.traceback : '';
    expect(traceback).toMatch(/at inner \(.*faults\.mjs:\d+/);
    expect(traceback).toContain('the cause');
    expect(traceback).not.toMatch(/child-entry|node:internal/);
    expect(await evaluate('faults.mjs', 'rejects')).toMatchObject({
      error: { type: 'TypeError', message: 'later' },
    });
    expect(await evaluate('faults.mjs', 'throwsText')).toMatchObject({ error: { message: 'only text' } });
  });

  test('that fails in a callback fails the evaluation, and the next one has a new process', async () => {
    const host = bench.host(javascript('faults.mjs', 'uncaught'));
    for (let call = 0; call < 2; call += 1) {
      expect(await bench.evaluate(host)).toMatchObject({
        kind: 'error',
        error: { type: 'RangeError', message: 'in a callback' },
      });
    }
  });

  test('that ends its process is told by code or signal', async () => {
    expect(await evaluate('faults.mjs', 'exits')).toMatchObject({
      error: { type: 'Exit', message: expect.stringContaining('exit code 3') },
    });
    expect(await evaluate('faults.mjs', 'killed')).toMatchObject({
      error: { type: 'Exit', message: expect.stringContaining('SIGKILL') },
    });
  });

  test('in an endless loop is interrupted, with all of its processes', async () => {
    const pidFile = join(bench.folder, 'pids');
    const host = bench.host(javascript('faults.mjs', 'hangs'));
    const running = bench.evaluate(host, { pid_file: pidFile });
    const pids = await pidsIn(pidFile);
    host.interrupt();
    expect(await running).toEqual({ kind: 'interrupted' });
    await waitUntilGone(pids);
  });

  test('is interrupted also where the order comes in the first moment', async () => {
    const host = bench.host(javascript('faults.mjs', 'hangs'));
    await host.start();
    const running = bench.evaluate(host);
    host.interrupt();
    expect(await running).toEqual({ kind: 'interrupted' });
  });

  test('that never settles runs into evaluation_timeout', async () => {
    const host = bench.host(javascript('faults.mjs', 'neverSettles'), { timeoutSeconds: 1 });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'error', error: { type: 'Timeout' } });
  });

  test('prints to the log of its trial, also megabytes', async () => {
    expect(await evaluate('output.mjs', 'speaks')).toMatchObject({ kind: 'result' });
    const lines = (await bench.log()).split('\n');
    // Two pipes: how the lines of one stand to those of the other is told by nothing.
    expect(lines.filter((line) => line !== 'from error ☃')).toEqual([
      'at import',
      'from log',
      'from a grandchild',
      '',
    ]);
    expect(lines).toHaveLength(5);
    const logFile = join(bench.folder, 'flood.txt');
    const host = bench.host(javascript('output.mjs', 'floods'), { logLimit: 20_000 });
    expect(await bench.evaluate(host, {}, { logFile })).toMatchObject({ kind: 'result' });
  });

  test.each(['stdout', 'stderr'])(
    'finds all that it printed to %s in the log of its trial',
    async (output) => {
      const host = bench.host(javascript('output.mjs', 'numbered'), { logLimit: 10_000_000 });
      await host.start();
      const sizes = [1, 60_000, 3, 0, 25_000, 1];
      for (const [call, lines] of sizes.entries()) {
        const logFile = join(bench.folder, `${call}.txt`);
        const outcome = await bench.evaluate(host, { call, lines, output }, { logFile });
        expect(outcome).toMatchObject({ kind: 'result' });
        const expected = Array.from({ length: lines }, (_, at) => `${call} ${at + 1}\n`).join('');
        expect((await readFile(logFile, 'utf8').catch(() => '')) === expected, `call ${call}`).toBe(true);
      }
    },
  );

  test('is refused at the start where it is not there, or cannot be imported', async () => {
    await expect(bench.host(javascript('nowhere.mjs', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-file-missing',
    });
    await expect(bench.host(javascript('results.mjs', 'numbr')).start()).rejects.toMatchObject({
      code: 'pipeline-function-missing',
      message: expect.stringContaining('number'),
    });
    await expect(bench.host(javascript('results.mjs', 'notAFunction')).start()).rejects.toMatchObject({
      code: 'pipeline-function-missing',
      message: expect.stringContaining('found a number'),
    });
    await expect(bench.host(javascript('import-error.mjs', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-import-failed',
      message: expect.stringContaining('does-not-exist.mjs'),
      details: { output: expect.any(String), traceback: expect.any(String) },
    });
  });

  test('sees the environment and the working directory that it is given', async () => {
    const file = join(PROGRAMS, 'javascript', 'results.mjs');
    const pipeline = { kind: 'javascript', file, export: 'number', written: '' } as const;
    const host = bench.host(pipeline, { env: { PATH: '/nowhere' }, workingDirectory: bench.folder });
    expect(await bench.evaluate(host, { x: 1 })).toMatchObject({ kind: 'result', loss: 2 });
  });
});
