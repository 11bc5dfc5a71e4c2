import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, PYTHON, python } from './support.ts';

describe.skipIf(PYTHON === null)('what a Python function prints (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  test('goes to the log of its trial: prints, raw writes, grandchildren, logging, warnings', async () => {
    const host = bench.host(python('output.py', 'speaks'));
    expect(await bench.evaluate(host, { word: 'hello' })).toMatchObject({ kind: 'result', loss: 1 });
    const log = await bench.log();
    for (const part of [
      'hello from print\n',
      'ünïcode ☃\n',
      'no line feed\nraw\n',
      'hello from a grandchild\n',
      'INFO my.module: hello from logging\n',
      'UserWarning: careful',
    ]) {
      expect(log).toContain(part);
    }
    expect(log).not.toContain('not this');
  });

  test('goes to the log of the trial in which it was printed', async () => {
    const host = bench.host(python('output.py', 'speaks'));
    const logs = ['one', 'two', 'three'].map((word) => [word, join(bench.folder, `${word}.txt`)] as const);
    for (const [word, logFile] of logs) {
      await bench.evaluate(host, { word }, { logFile });
    }
    for (const [word, logFile] of logs) {
      const found = (await readFile(logFile, 'utf8')).match(/\w+(?= from (print|a grandchild|logging))/g);
      expect(found).toEqual([word, word, word]);
    }
  });

  test('follows the logging that the user has configured', async () => {
    await bench.evaluate(bench.host(python('output.py', 'own_logging')));
    expect(await bench.log()).toBe('mine: but this\n');
  });

  test('may be megabytes: the log keeps its beginning and its end', async () => {
    const host = bench.host(python('output.py', 'floods'), { logLimit: 100_000 });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 1 });
    const log = await bench.log();
    expect(log.length).toBeLessThan(101_000);
    expect(log).toMatch(/^first line\n/);
    expect(log).toMatch(/last line\n$/);
    expect(log).toMatch(/\[log_limit reached: .*\]\n\[\d+ bytes left out\]\n/);
  });

  test('may be no text at all', async () => {
    expect(await bench.evaluate(bench.host(python('output.py', 'binary')))).toMatchObject({ kind: 'result' });
    expect((await readFile(join(bench.folder, 'log.txt'))).length).toBe(256);
  });

  test('may stop reaching us: a function that closes or replaces stdout still has a result', async () => {
    const closing = bench.host(python('output.py', 'closes'));
    expect(await bench.evaluate(closing)).toMatchObject({ kind: 'result', loss: 1 });
    expect(await bench.evaluate(bench.host(python('output.py', 'replaces')))).toMatchObject({
      kind: 'result',
    });
  });

  test('is appended under a heading for a second attempt', async () => {
    const host = bench.host(python('output.py', 'own_logging'));
    await bench.evaluate(host);
    await bench.evaluate(host, {}, { attempt: 2 });
    expect(await bench.log()).toBe('mine: but this\n\n[attempt 2]\nmine: but this\n');
  });

  test('harms nothing where the log cannot be written', async () => {
    const warnings: string[] = [];
    const log = {
      warn: (text: string) => warnings.push(text),
      info: () => undefined,
      debug: () => undefined,
    };
    const host = bench.host(python('output.py', 'speaks'), { log });
    const outcome = await bench.evaluate(
      host,
      {},
      { logFile: join(bench.folder, 'no', 'folder', 'log.txt') },
    );
    expect(outcome).toMatchObject({ kind: 'result', loss: 1 });
    expect(warnings).toEqual([expect.stringContaining('could not be written')]);
  });

  test('goes to the log of the worker outside of evaluations', async () => {
    const lines: string[] = [];
    const log = { warn: () => undefined, info: (text: string) => lines.push(text) };
    await bench
      .host(python('import_error.py', 'train'), { log })
      .start()
      .catch(() => undefined);
    expect(lines.join('\n')).toContain('about to import');
  });
});
