import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { trialScalars } from '#core/engine/trials/trial-scalars.ts';
import { systemClock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { objective, tableOfThisFile } from '#test/core/settings-table/table.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const fixture = (...path: string[]) =>
  fileURLToPath(new URL(`../../../fixtures/${path.join('/')}`, import.meta.url));
const table = tableOfThisFile();
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

it('are what the function of a run of ours logged into `tb`, with what the run itself writes', async () => {
  const files = objective(`
    const { cpSync } = await import('node:fs');
    cpSync(${JSON.stringify(fixture('events'))}, context.pipelineDirectory + '/tb', { recursive: true });
    return { loss: x, learning_curve: [2, 1] };
  `);
  const settings = { max_evaluations_total: 1, incumbent: { tensorboard: true } };
  const { run, root } = table({ settings, files });
  await run();
  const opened = await READERS.open(root, { clock: systemClock });
  const { series, left_out } = await trialScalars(opened, '1');
  expect(series.map(({ name }) => name)).toEqual([
    'tb/loss',
    'tb/result/learning_curve',
    'tb/result/loss',
    'tb/train/accuracy',
    'tb/train/exact',
  ]);
  expect(series[1]?.points).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(left_out).toBeNull();
  await expect(trialScalars(opened, '2')).rejects.toMatchObject({ code: 'trial-not-found' });
  opened.close();
});

it('are what the logger of the Python library wrote into `tbevents`', async () => {
  const folder = folderWith({});
  folders.push(folder);
  const root = join(folder, 'run');
  cpSync(fixture('neps', 'v0.12.2', 'hyperband'), root, { recursive: true });
  const opened = await READERS.open(root, { clock: systemClock });
  const [trial] = opened.trials();
  const id = trial?.trial ?? '';
  expect((await trialScalars(opened, id)).series).toEqual([]);
  mkdirSync(join(root, 'results', `config_${id}`), { recursive: true });
  cpSync(fixture('events'), join(root, 'results', `config_${id}`, 'tbevents'), { recursive: true });
  expect((await trialScalars(opened, id)).series[0]).toEqual({
    name: 'tbevents/loss',
    points: [
      [1, 0.5],
      [2, 0.25],
      [3, 0.125],
    ],
  });
  opened.close();
});
