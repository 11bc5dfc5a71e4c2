import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#core/platform/log.ts';
import {
  runListFile,
  withFolder,
  withoutFolder,
  withoutRun,
  withRun,
} from '#core/watch/home/run-list-file.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { recordingLog } from '#test/support/recording-log.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let directory = '';

beforeEach(() => {
  directory = folderWith({});
});

afterEach(() => {
  removeFolder(directory);
});

describe('the file of the list of runs', () => {
  it('is empty where there is none yet, and makes its folder when needed', async () => {
    const file = runListFile(join(directory, 'deep', 'data'), silentLogger);
    expect(file.read().runs).toEqual([]);
    await file.change((list) => withRun(list, '/a'));
    expect(file.read().runs).toEqual([{ root: '/a' }]);
  });

  it('keeps every change of two apps that change it at the same moment', async () => {
    const apps = [runListFile(directory, silentLogger), runListFile(directory, silentLogger)];
    const changes = Array.from({ length: 40 }, (_, index) =>
      apps[index % 2]?.change((list) => withRun(list, `/run-${index}`)),
    );
    await Promise.all(changes);
    expect(
      new Set(
        runListFile(directory, silentLogger)
          .read()
          .runs.map(({ root }) => root),
      ).size,
    ).toBe(40);
  });

  it('leaves nothing beside itself', async () => {
    await runListFile(directory, silentLogger).change((list) => withFolder(list, '/f'));
    expect(readdirSync(directory)).toEqual(['runs.json']);
  });

  it('sets a file that it can not understand aside instead of losing it', async () => {
    writeFileSync(join(directory, 'runs.json'), '{"version": 1, "runs": [');
    const { log, lines } = recordingLog();
    const file = runListFile(directory, log);
    expect(file.read().runs).toEqual([]);
    expect(existsSync(join(directory, 'runs.json'))).toBe(true);
    await file.change((list) => withRun(list, '/a'));
    expect(file.read().runs).toEqual([{ root: '/a' }]);
    expect(readFileSync(join(directory, 'runs.json.unreadable'), 'utf8')).toBe('{"version": 1, "runs": [');
    expect(lines.join()).toContain('could not be understood');
  });

  it('tells by its stamp that another app changed it', async () => {
    const file = runListFile(directory, silentLogger);
    const before = file.stamp();
    await runListFile(directory, silentLogger).change((list) => withRun(list, '/a'));
    const after = file.stamp();
    expect(before).toBeNull();
    expect(after).not.toBeNull();
    expect(file.stamp()).toBe(after);
  });
});

describe('changes of the list of runs', () => {
  const empty = { version: 1, runs: [], folders: [], hidden: [] } as const;
  const list = { ...empty, runs: [], folders: [], hidden: [] };

  it('have no effect a second time', () => {
    expect(withRun(withRun(list, '/a'), '/a').runs).toEqual([{ root: '/a' }]);
    expect(withFolder(withFolder(list, '/f'), '/f').folders).toEqual([{ path: '/f' }]);
  });

  it('hide a run that a watched folder would bring back, until it is opened', () => {
    const without = withoutRun(withRun(list, '/f/a'), '/f/a', true);
    expect(without).toMatchObject({ runs: [], hidden: ['/f/a'] });
    expect(withRun(without, '/f/a')).toMatchObject({ runs: [{ root: '/f/a' }], hidden: [] });
    expect(withoutRun(list, '/a', false).hidden).toEqual([]);
  });

  it('take a folder off', () => {
    expect(withoutFolder(withFolder(list, '/f'), '/f').folders).toEqual([]);
  });
});
