import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Database } from 'node-sqlite3-wasm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#core/platform/clock.ts';
import type { ReaderContext } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { SCAN_DEPTH, scanFolder } from '#core/watch/home/folder-scan.ts';
import { recordWith } from '#test/core/readers/run-directory.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder = '';
beforeEach(() => {
  folder = folderWith({});
});
afterEach(() => removeFolder(folder));

const formatsWith = (context: ReaderContext) => ({ readers: READERS, files: READERS.scanFiles(context) });
const scan = (path: string) => scanFolder(path, formatsWith({ clock: systemClock }));

async function runAt(...path: string[]): Promise<string> {
  const root = join(folder, ...path);
  await createRun(root, recordWith({ record: { run_id: path.join('/') } }));
  return root;
}

it('finds runs level by level, to a depth', async () => {
  const levels = Array.from({ length: SCAN_DEPTH + 2 }, (_, depth) => Array<string>(depth).fill('deeper'));
  const roots: string[] = [];
  for (const level of levels) {
    roots.push(await runAt(...level, 'run'));
  }
  expect(await scan(folder)).toEqual({ roots: roots.slice(0, SCAN_DEPTH), problem: null });
});

it('goes round no circle of links, and takes no run twice', async () => {
  const root = await runAt('a', 'run');
  symlinkSync(folder, join(folder, 'a', 'up'));
  symlinkSync(join(folder, 'a'), join(folder, 'again'));
  symlinkSync('loop', join(folder, 'loop'));
  expect(await scan(folder)).toEqual({ roots: [root], problem: null });
});

it('looks neither into runs nor where nobody keeps them', async () => {
  const root = await runAt('run');
  await runAt('run', 'results', 'config_1', 'inner');
  await runAt('node_modules', 'package');
  await runAt('.hidden', 'run');
  expect((await scan(folder)).roots).toEqual([root]);
});

it('says that not everything was looked at where there is too much', async () => {
  for (let outer = 0; outer < 5; outer += 1) {
    for (let inner = 0; inner < 900; inner += 1) {
      mkdirSync(join(folder, `${outer}`, `${inner}`), { recursive: true });
    }
  }
  expect((await scan(folder)).problem).toMatch(/first 4000 directories/);
});

it('finds nothing in a file', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { roots, problem } = await scan(join(folder, 'file'));
  expect(roots).toEqual([]);
  expect(problem).toContain(join(folder, 'file'));
});

it('finds run directories of the Python library', async () => {
  const root = join(folder, 'theirs');
  cpSync('test/fixtures/neps/v0.16.0/interrupted', root, { recursive: true });
  expect(await scan(folder)).toEqual({ roots: [root], problem: null });
});

describe('storages of Optuna', () => {
  const OPTUNA = 'test/fixtures/optuna';
  const study = (name: string) => `{"op_code":0,"worker_id":"w","study_name":"${name}","directions":[1]}\n`;

  it('are found by what is in them, each of their studies as a run; other files of such names are none', async () => {
    mkdirSync(join(folder, 'sweeps'));
    copyFileSync(`${OPTUNA}/journal.log`, join(folder, 'sweeps', 'any.journal'));
    copyFileSync(`${OPTUNA}/storage.db`, join(folder, 'sweeps', 'any.sqlite3'));
    cpSync(`${OPTUNA}/wal`, join(folder, 'wal'), { recursive: true });
    writeFileSync(join(folder, 'train.log'), 'epoch 1\n');
    writeFileSync(join(folder, 'empty.db'), '');
    writeFileSync(join(folder, 'sweeps', 'begun.log'), '{"op_code":99}\n');
    const named = (file: string) => ['resnet', 'trade-off'].map((name) => `${join(folder, file)}#${name}`);
    expect(await scan(folder)).toEqual({
      roots: [
        ...named('sweeps/any.journal'),
        ...named('sweeps/any.sqlite3'),
        join(folder, 'wal', 'storage.db'),
      ],
      problem: null,
    });
  });

  it('that get further studies bring those too', async () => {
    const file = join(folder, 'journal.log');
    writeFileSync(file, study('first'));
    const storages = formatsWith({ clock: systemClock });
    expect((await scanFolder(folder, storages)).roots).toEqual([file]);
    appendFileSync(file, `{"op_code":4,"worker_id":"w","study_id":0}\n${study('second')}`);
    expect((await scanFolder(folder, storages)).roots).toEqual([`${file}#first`, `${file}#second`]);
    appendFileSync(file, '{"op_code":1,"worker_id":"w","study_id":0}\n');
    expect((await scanFolder(folder, storages)).roots).toEqual([file]);
    rmSync(file);
    expect((await scanFolder(folder, storages)).roots).toEqual([]);
  });

  it('that are databases are copied again for further studies by the next steady scan, not at once', async () => {
    const file = join(folder, 'storage.db');
    copyFileSync(`${OPTUNA}/storage.db`, file);
    let seconds = 0;
    const storages = formatsWith({ clock: { ...systemClock, monotonic: () => seconds } });
    const before = (await scanFolder(folder, storages)).roots;
    const database = new Database(file);
    database.exec(`INSERT INTO studies VALUES (3, 'later');
                   INSERT INTO study_directions VALUES (4, 'MINIMIZE', 3, 0)`);
    database.close();
    expect((await scanFolder(folder, storages)).roots).toEqual(before);
    seconds = 10;
    expect((await scanFolder(folder, storages)).roots).toEqual([...before, `${file}#later`]);
  });

  it('that can not be read are told', async () => {
    const bytes = readFileSync(`${OPTUNA}/storage.db`);
    for (let at = 4096; at < bytes.length; at += 64) {
      bytes[at] = 0xff;
    }
    writeFileSync(join(folder, 'storage.db'), bytes);
    const { roots, problem } = await scan(folder);
    expect(roots).toEqual([]);
    expect(problem).toContain(join(folder, 'storage.db'));
  });
});
