import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRun } from '#core/state/create-run.ts';
import { SCAN_DEPTH, scanFolder } from '#core/watch/folder-scan.ts';
import { recordWith } from '#test/core/readers/run-directory.ts';
import { folderWith } from '#test/support/folder-with.ts';

let folder = '';
beforeEach(() => {
  folder = folderWith({});
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
  expect(await scanFolder(folder)).toEqual({ roots: roots.slice(0, SCAN_DEPTH), problem: null });
});

it('goes round no circle of links, and takes no run twice', async () => {
  const root = await runAt('a', 'run');
  symlinkSync(folder, join(folder, 'a', 'up'));
  symlinkSync(join(folder, 'a'), join(folder, 'again'));
  symlinkSync('loop', join(folder, 'loop'));
  expect(await scanFolder(folder)).toEqual({ roots: [root], problem: null });
});

it('looks neither into runs nor where nobody keeps them', async () => {
  const root = await runAt('run');
  await runAt('run', 'results', 'config_1', 'inner');
  await runAt('node_modules', 'package');
  await runAt('.hidden', 'run');
  expect((await scanFolder(folder)).roots).toEqual([root]);
});

it('says that not everything was looked at where there is too much', async () => {
  for (let outer = 0; outer < 5; outer += 1) {
    for (let inner = 0; inner < 900; inner += 1) {
      mkdirSync(join(folder, `${outer}`, `${inner}`), { recursive: true });
    }
  }
  expect((await scanFolder(folder)).problem).toMatch(/first 4000 directories/);
});

it('finds nothing in a file', async () => {
  writeFileSync(join(folder, 'file'), '');
  const { roots, problem } = await scanFolder(join(folder, 'file'));
  expect(roots).toEqual([]);
  expect(problem).toContain(join(folder, 'file'));
});

it('finds run directories of the Python library', async () => {
  const root = join(folder, 'theirs');
  cpSync('test/fixtures/neps/v0.16.0/interrupted', root, { recursive: true });
  expect(await scanFolder(folder)).toEqual({ roots: [root], problem: null });
});
