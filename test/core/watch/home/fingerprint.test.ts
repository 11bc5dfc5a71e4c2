import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '#core/watch/home/leftovers.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

let folder = '';
let trial = '';
beforeEach(() => {
  folder = folderWith({ 'trial/report.yaml': 'cost: 1', 'trial/checkpoint': '' });
  trial = join(folder, 'trial');
});
afterEach(() => removeFolder(folder));

describe('the fingerprint of a directory that is not listed', () => {
  const now = () => fingerprint([{ path: trial, entries: ['report.yaml', 'missing'] }]);

  it('is the same as long as nothing happens, or only to a file that is not named', async () => {
    const before = await now();
    expect(await now()).toBe(before);
    writeFileSync(join(trial, 'checkpoint'), 'weights');
    expect(await now()).toBe(before);
  });

  it.each([
    ['a named file changed', () => writeFileSync(join(trial, 'report.yaml'), 'cost: 12')],
    ['a named file came', () => writeFileSync(join(trial, 'missing'), '')],
    ['anything in it came', () => mkdirSync(join(trial, 'new'))],
    ['anything in it went', () => rmSync(join(trial, 'checkpoint'))],
    ['it went itself', () => rmSync(trial, { recursive: true })],
  ])('differs after %s', async (_, happen) => {
    const before = await now();
    happen();
    expect(await now()).not.toBe(before);
  });
});
