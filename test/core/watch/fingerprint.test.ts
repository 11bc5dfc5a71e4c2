import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fingerprint } from '#core/watch/fingerprint.ts';
import { folderWith } from '#test/support/folder-with.ts';

let folder = '';
beforeEach(() => {
  folder = folderWith({ 'trial/report.yaml': 'cost: 1', 'trial/checkpoint': '' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('of a directory that is not listed differs after its named files changed, or anything in it came or went', async () => {
  const trial = join(folder, 'trial');
  const now = () => fingerprint([{ path: trial, entries: ['report.yaml', 'missing'] }]);
  const first = await now();
  expect(await now()).toBe(first);
  writeFileSync(join(trial, 'checkpoint'), 'weights');
  expect(await now()).toBe(first);
  writeFileSync(join(trial, 'report.yaml'), 'cost: 12');
  const second = await now();
  expect(second).not.toBe(first);
  mkdirSync(join(trial, 'new'));
  const third = await now();
  expect(third).not.toBe(second);
  rmSync(trial, { recursive: true });
  expect(await now()).not.toBe(third);
});
