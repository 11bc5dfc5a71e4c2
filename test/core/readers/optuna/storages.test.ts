import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Database } from 'node-sqlite3-wasm';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import { openSqliteSource } from '#core/readers/optuna/sqlite-source.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { realRoot, runKey } from '#core/readers/run-key.ts';
import { fc } from '#test/support/fast-check.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/optuna/', import.meta.url));
const context = { clock: systemClock };

const folders: string[] = [];
const runs: OpenedRun[] = [];
afterEach(() => {
  for (const run of runs.splice(0)) {
    run.close();
  }
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

function copyOf(name: string): string {
  const folder = folderWith({});
  folders.push(folder);
  const copy = join(folder, name);
  copyFileSync(FIXTURES + name, copy);
  return copy;
}

async function opened(address: string): Promise<OpenedRun> {
  const run = await READERS.open(address, context);
  runs.push(run);
  return run;
}

describe('the address of a study', () => {
  test('is the file with the name behind it: a storage of two holds two runs, with a key each', async () => {
    const storage = copyOf('journal.log');
    const addresses = await READERS.runsAt(await realRoot(storage), context);
    expect(addresses).toEqual([`${storage}#resnet`, `${storage}#trade-off`]);
    expect(new Set(addresses.map(runKey)).size).toBe(2);
    expect(await realRoot(`${storage}#resnet`)).toBe(`${storage}#resnet`);
  });

  test('may hold any name', async () => {
    const storage = copyOf('journal.log');
    const name = 'a/b # 100 %';
    const line = { op_code: 0, worker_id: 'w', study_name: name, directions: [1] };
    writeFileSync(storage, `${JSON.stringify(line)}\n${JSON.stringify({ ...line, study_name: '..' })}\n`);
    const [first = '', second = ''] = await READERS.runsAt(await realRoot(storage), context);
    expect((await opened(first)).facts().name).toBe(name);
    expect((await opened(second)).facts().name).toBe('..');
  });
});

test('a folder that holds a storage is no run, and the message names the file to open', async () => {
  const storage = copyOf('storage.db');
  await expect(READERS.open(dirname(storage), context)).rejects.toMatchObject({
    code: 'root-not-a-run',
    message: expect.stringContaining(
      `${storage} is a storage of Optuna: open that file, or watch the folder.`,
    ),
  });
});

describe('an SQLite storage that is written to', () => {
  const fail = (storage: string) => {
    const database = new Database(storage);
    database.exec(`UPDATE trials SET state = 'FAIL' WHERE state = 'RUNNING'`);
    database.close();
  };

  test('is copied again after ten seconds, not at once', () => {
    const storage = copyOf('storage.db');
    let seconds = 0;
    const clock = { ...systemClock, monotonic: () => seconds };
    const source = openSqliteSource({ root: `${storage}#resnet`, cacheDirectory: null }, clock);
    const look = () => [...source.look()].flatMap(({ records }) => records);
    expect(look().length).toBeGreaterThan(1);
    fail(storage);
    seconds = 9;
    expect(look()).toEqual([]);
    seconds = 10;
    expect(look().map((record) => JSON.parse(record).trial.state)).toEqual(['failed']);
    source.close();
  });

  test('is followed', async () => {
    const storage = copyOf('storage.db');
    const run = await opened(`${storage}#resnet`);
    const running = run.trials().find(({ state }) => state === 'evaluating');
    fail(storage);
    await waitUntil(async () => {
      await run.refresh('files');
      return run.trial(running?.trial ?? '')?.state === 'failed';
    });
  });

  test('that was replaced is another one', async () => {
    const storage = copyOf('storage.db');
    const run = await opened(`${storage}#resnet`);
    rmSync(storage);
    await expect(run.refresh('files')).rejects.toMatchObject({ code: 'root-replaced' });
  });
});

describe('whatever a storage holds', () => {
  test('lines that are no entries are left out of a journal', async () => {
    const storage = copyOf('journal.log');
    const lines = readFileSync(storage, 'utf8').split('\n');
    const whole = (await opened(`${storage}#resnet`)).trials();
    const noise = fc.oneof(
      fc.string().filter((text) => !text.includes('\n')),
      fc.constantFrom(
        '{}',
        '[]',
        '5',
        '{"op_code":6}',
        '{"op_code":99,"trial_id":1}',
        '{"op_code":4,"study_id":7}',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: lines.length - 1 }), noise, async (at, line) => {
        writeFileSync(storage, lines.toSpliced(Math.max(1, at), 0, line).join('\n'));
        expect((await opened(`${storage}#resnet`)).trials()).toEqual(whole);
      }),
      { numRuns: 30 },
    );
  });

  test('a damaged database is refused with what SQLite says of it', async () => {
    const storage = copyOf('storage.db');
    const bytes = readFileSync(storage);
    for (let at = 4096; at < bytes.length; at += 64) {
      bytes[at] = 0xff;
    }
    writeFileSync(storage, bytes);
    await expect(READERS.open(`${storage}#resnet`, context)).rejects.toMatchObject({ code: 'io' });
    writeFileSync(storage, bytes.subarray(0, 30_000));
    await expect(READERS.open(`${storage}#resnet`, context)).rejects.toMatchObject({
      code: expect.stringMatching(/^(io|root-not-a-run)$/),
    });
  });
});
