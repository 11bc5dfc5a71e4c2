import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, PROGRAMS, PYTHON, python } from './support.ts';

describe.skipIf(PYTHON === null)('starting a Python function (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  test('imports once, in the working directory, with the folder of the file first', async () => {
    const host = bench.host(python('where.py', 'where'));
    await host.start();
    const first = await bench.evaluate(host);
    const second = await bench.evaluate(host);
    expect(second).toEqual(first);
    const file = join(PROGRAMS, 'python', 'where.py');
    expect(first).toMatchObject({
      extra: { cwd: PROGRAMS, path: join(PROGRAMS, 'python'), file, argv: [file] },
    });
  });

  test('takes a module of a package below the working directory', async () => {
    const pipeline = {
      kind: 'python-module',
      module: 'package.module',
      function: 'train',
      written: 'package.module:train',
    } as const;
    const host = bench.host(pipeline, { workingDirectory: join(PROGRAMS, 'python') });
    await host.start();
    expect(await bench.evaluate(host, { x: 2 })).toMatchObject({ kind: 'result', loss: 6 });
  });

  test('takes a file that is named like a standard module, and one that imports its neighbour', async () => {
    const host = bench.host(python('types.py', 'train'));
    await host.start();
    expect(await bench.evaluate(host, { x: 2 })).toMatchObject({ kind: 'result', loss: 4 });
  });

  test('works with pools of processes, fresh and forked', async () => {
    const spawned = bench.host(python('starts_processes.py', 'pooled'));
    expect(await bench.evaluate(spawned, { x: 2 })).toMatchObject({ kind: 'result', loss: 8 });
    const forked = bench.host(python('starts_processes.py', 'forked'));
    expect(await bench.evaluate(forked, { x: 2 })).toMatchObject({ kind: 'result', loss: 8 });
  });

  test('refuses a missing file and a missing function, naming near ones', async () => {
    await expect(bench.host(python('nowhere.py', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-file-missing',
      message: expect.stringContaining('nowhere.py'),
    });
    await expect(bench.host(python('faults.py', 'raise')).start()).rejects.toMatchObject({
      code: 'pipeline-function-missing',
      message: expect.stringContaining('Did you mean `raises`?'),
    });
    await expect(bench.host(python('where.py', 'IMPORTED_BY')).start()).rejects.toMatchObject({
      code: 'pipeline-function-missing',
      message: expect.stringContaining('not callable'),
    });
  });

  test('refuses a module that cannot be imported, with the traceback and what it printed', async () => {
    await expect(bench.host(python('import_error.py', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-import-failed',
      message: expect.stringContaining("ModuleNotFoundError: No module named 'module_that_does_not_exist'"),
      details: {
        type: 'ModuleNotFoundError',
        traceback: expect.stringMatching(/import_error\.py", line 4, in <module>/),
        output: expect.stringContaining('about to import'),
      },
    });
    await expect(bench.host(python('syntax_error.py', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-import-failed',
      details: { type: 'SyntaxError' },
    });
    await expect(bench.host(python('exits_at_import.py', 'train')).start()).rejects.toMatchObject({
      code: 'pipeline-import-failed',
      message: expect.stringContaining('sys.exit(2)'),
    });
  });

  test('shows no frame of ours in a traceback', async () => {
    const failure = await bench
      .host(python('import_error.py', 'train'))
      .start()
      .catch((error) => error);
    expect(failure.details.traceback).not.toMatch(/incumbent_child|child\.py|frozen importlib/);
  });

  test('refuses an interpreter that is not there', async () => {
    const host = bench.host(python('where.py', 'where'), { interpreter: { path: '/nowhere/python3' } });
    await expect(host.start()).rejects.toMatchObject({
      code: 'process-failed',
      message: expect.stringContaining('could not be started'),
    });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'error', error: { type: 'Exit' } });
  });

  test('names a working directory that is not there', async () => {
    const host = bench.host(python('where.py', 'where'), { workingDirectory: join(bench.folder, 'gone') });
    await expect(host.start()).rejects.toMatchObject({
      message: expect.stringContaining(`the folder ${join(bench.folder, 'gone')} does not exist`),
    });
  });

  test('can be interrupted', async () => {
    const host = bench.host(python('hangs_at_import.py', 'train'));
    const started = host.start();
    const refused = expect(started).rejects.toMatchObject({ code: 'process-failed' });
    await sleep(50);
    host.interrupt();
    await refused;
  });

  test('happens by itself with the first evaluation, whose error is then that of the import', async () => {
    const outcome = await bench.evaluate(bench.host(python('import_error.py', 'train')));
    expect(outcome).toMatchObject({ kind: 'error', error: { type: 'ModuleNotFoundError' } });
    expect(outcome.kind === 'error' && outcome.error.traceback).toContain('import_error.py');
  });

  test('sees a changed file when the child is started anew', async () => {
    const file = join(bench.folder, 'changing.py');
    const write = async (body: string) => {
      await writeFile(`${file}.new`, `import os\ndef train():\n    ${body}\n`);
      await rename(`${file}.new`, file);
    };
    await write('os._exit(1)');
    const host = bench.host({ kind: 'python', file, function: 'train', written: 'changing.py:train' });
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'error', error: { type: 'Exit' } });
    await write('return 5');
    expect(await bench.evaluate(host)).toMatchObject({ kind: 'result', loss: 5 });
  });
});
