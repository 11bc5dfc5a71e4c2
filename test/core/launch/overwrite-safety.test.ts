import { mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { survey } from '#core/launch/root/survey.ts';
import { isWithin, unsafeRoot } from '#core/launch/root/unsafe-root.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { MOUNTS_MISSING, mountTmpfs } from '#test/support/mounts.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

const RUN = {
  '.incumbent/run.yaml': 'format: 1\n',
  '.incumbent/journal/a.jsonl': '{}\n',
  'results/config_1/config.yaml': 'x: 1\n',
  'results/config_1/checkpoints/model.bin': '12345678',
  'all_losses_and_configs.txt': '',
  'summary_csv/run_status.csv': 'a,b\n',
};

function folder(files: Readonly<Record<string, string>>): string {
  const made = folderWith(files);
  folders.push(made);
  return made;
}

describe('survey', () => {
  it('counts every file and finds nothing foreign in a run', async () => {
    expect(await survey(folder(RUN))).toEqual({
      files: 6,
      sizeBytes: 10 + 3 + 5 + 8 + 0 + 4,
      foreign: [],
      foreignCount: 0,
      repositories: [],
      runs: [],
    });
  });

  it('lists what the run did not write, folders once, and at most twenty', async () => {
    const few = await survey(
      folder({
        ...RUN,
        'thesis/a.tex': '',
        'thesis/b.tex': '',
        'results/notes.md': '',
        'results/config_1/own.txt': '',
      }),
    );
    expect([...few.foreign].sort()).toEqual(['results/notes.md', 'thesis']);
    expect(few.foreignCount).toBe(2);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`file-${index}`, '']));
    const found = await survey(folder({ ...RUN, ...many }));
    expect([found.foreign.length, found.foreignCount]).toEqual([20, 30]);
  });

  it('finds repositories and other runs at any depth, and follows no links', async () => {
    const root = folder({
      ...RUN,
      'results/config_1/code/.git/HEAD': '',
      'old/inner/.incumbent/run.yaml': '',
    });
    const outside = folder({ '.git/HEAD': '' });
    symlinkSync(outside, join(root, 'results', 'config_1', 'link'));
    expect(await survey(root)).toMatchObject({
      repositories: ['results/config_1/code'],
      runs: ['old/inner'],
    });
  });
});

describe('what must never be overwritten', () => {
  const check = async (root: string, precious: { home?: string; files?: readonly string[] } = {}) =>
    unsafeRoot(root, await survey(root), { home: homedir(), files: [], ...precious });

  it('has nothing against a plain run', async () => {
    expect(await check(folder(RUN))).toBeNull();
  });

  it('refuses the root of the file system, the home directory and what contains it', async () => {
    const nothing = { files: 0, sizeBytes: 0, foreign: [], foreignCount: 0, repositories: [], runs: [] };
    const precious = { home: '/users/ada', files: [] };
    expect(await unsafeRoot('/', nothing, precious)).toContain('root of a file system');
    const home = folder(RUN);
    mkdirSync(join(home, 'ada'));
    expect(await check(home, { home })).toContain('is the home directory');
    expect(await check(home, { home: join(home, 'ada') })).toContain('contains the home directory');
  });

  it('refuses what holds a file that the run needs, a repository or another run', async () => {
    const root = folder(RUN);
    expect(await check(root, { files: [join(root, 'results', 'train.py')] })).toContain('train.py');
    expect(await check(root, { files: [`${root}-elsewhere/train.py`] })).toBeNull();
    expect(await check(folder({ ...RUN, '.git/HEAD': '' }))).toContain('repository');
    expect(await check(folder({ ...RUN, 'b/.incumbent/run.yaml': '' }))).toContain('another run');
  });

  it.skipIf(MOUNTS_MISSING !== '')(`refuses a mount point${MOUNTS_MISSING}`, async () => {
    const above = folder({});
    const disk = mountTmpfs(join(above, 'disk'), '1m');
    try {
      expect(await check(join(above, 'disk'))).toContain('mount point');
    } finally {
      disk.unmount();
    }
  });
});

describe('whether a path lies in another', () => {
  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/ab', '/a', false],
    ['/', '/a', false],
    ['/a/..b', '/a', true],
    ['/a', '/', true],
  ])('is told of %s and %s: %s', (path, parent, expected) => {
    expect(isWithin(path, parent)).toBe(expected);
  });
});
