import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { statusOf } from '#test/support/command-line.ts';
import { runPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

const { folder, serve, open } = servedTests();

/** One of each layout of the library, with failures, several objectives, trials that came from elsewhere, odd numbers. */
const LIBRARY_RUNS = [
  'v0.12.2/hyperband',
  'v0.12.2/errors',
  '88b5747b/priorband',
  'v0.13.0/multi-objective',
  'v0.14.0/interrupted',
  'v0.15.0/import',
  'v0.16.0/nan-inf',
  'v0.16.0/neps-space',
];
const TABS = ['Trials', 'Analysis', 'Rungs', 'Workers', 'Errors', 'Configuration', 'Overview'];

async function visitAllTabs(page: Page): Promise<void> {
  for (const tab of TABS) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    expect(await page.getByRole('alert').allTextContents()).toEqual([]);
  }
}

describe('a run of another program', () => {
  it('as the library wrote it is shown in every tab, whatever its version', async () => {
    const { page } = await open(await serve());
    const runs = runsPage(page);
    for (const fixture of LIBRARY_RUNS) {
      const name = fixture.replace('/', ' ');
      const root = join(folder(), name);
      cpSync(join(FIXTURES, 'neps', fixture), root, { recursive: true });
      const { counts } = await statusOf(root);
      await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
      const run = await runs.openDirectory(root);
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
      await run.reaches('Watching');
      await run.hasCompleted(counts.success + counts.failed + counts.crashed);
      await visitAllTabs(page);
    }
  });

  it.each(['journal.log', 'storage.db'])('as Optuna wrote it is shown in every tab: %s', async (name) => {
    const storage = join(folder(), name);
    cpSync(join(FIXTURES, 'optuna', name), storage);
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.openDirectory(storage);
    for (const study of ['resnet', 'trade-off']) {
      await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
      await runs.row(study).getByRole('link', { name: study }).click();
      await runPage(page).reaches('Watching');
      await page.getByRole('heading', { level: 1, name: study }).waitFor();
      await visitAllTabs(page);
    }
  });

  it('of the Python library is shown in every tab, and says why its buttons do nothing', async () => {
    const root = join(folder(), 'theirs');
    cpSync(join(FIXTURES, 'neps/v0.16.0/priorband'), root, { recursive: true });
    const { page } = await open(await serve());
    await runsPage(page).openDirectory(root);
    const run = runPage(page);
    await run.reaches('Watching');
    await run.hasCompleted(40);
    await run.says(/only the library can stop or start it/);
    await expect.poll(() => run.button('Stop now').isEnabled()).toBe(false);

    await visitAllTabs(page);
    await page.getByRole('tab', { name: 'Configuration' }).click();
    await run.says('read off the trials: bounds are what occurred');

    // A new trial appears by itself, as the library would write it.
    cpSync(join(root, 'configs/config_1_rung_0'), join(root, 'configs/config_99_rung_0'), {
      recursive: true,
    });
    await run.hasCompleted(41);
  });

  it('has the learning curves that its trials logged for TensorBoard', async () => {
    const root = join(folder(), 'theirs');
    cpSync(join(FIXTURES, 'neps/v0.12.2/errors'), root, { recursive: true });
    cpSync(join(FIXTURES, 'events'), join(root, 'results/config_1/tbevents'), { recursive: true });
    const { page } = await open(await serve());
    await runsPage(page).openDirectory(root);
    await runPage(page).reaches('Watching');
    await page.goto(page.url().replace('/overview', '/trials?trial=1&detail=result'));
    const details = page.getByRole('complementary', { name: 'Trial 1' });
    await details.getByRole('img', { name: 'Learning curve: 3 values, the last 0.1250' }).waitFor();
    await details.getByText('As it was logged for TensorBoard under loss.').waitFor();
  });

  it('appears by itself below a watched folder, whatever wrote it', async () => {
    const lab = join(folder(), 'lab');
    cpSync(join(FIXTURES, 'neps/v0.14.0/interrupted'), join(lab, 'theirs'), { recursive: true });
    cpSync(join(FIXTURES, 'optuna/journal.log'), join(lab, 'sweeps', 'journal.log'));
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.watchFolder(lab);
    for (const name of ['theirs', 'resnet', 'trade-off']) {
      await runs.row(name).getByText('Watching').waitFor();
    }
    cpSync(join(FIXTURES, 'optuna/wal'), join(lab, 'later'), { recursive: true });
    await runs.row('logged').getByText('Watching').waitFor();
  });

  it('of Optuna is one run for each study of its storage', async () => {
    const storage = join(folder(), 'storage.db');
    cpSync(join(FIXTURES, 'optuna/storage.db'), storage);
    const { page } = await open(await serve());
    await runsPage(page).openDirectory(storage);
    const run = runPage(page);
    await run.reaches('Watching');
    await run.says(/only Optuna can stop or start it/);
    await run.says(/^This study maximises/);
    await run.says('workers not known');
    await page.getByRole('tab', { name: 'Workers' }).click();
    await page.getByText('The files of this run do not tell who evaluated its trials.').waitFor();
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
    const table = page.getByRole('table', { name: 'Runs' });
    await table.getByText('resnet').first().waitFor();
    await table.getByRole('link', { name: 'trade-off' }).first().click();
    await run.says('2 objectives');
    const front = page.getByRole('figure', { name: 'Pareto front' });
    await front.getByText(/^1 trial that no other beats in both objectives$/).waitFor({ state: 'attached' });
  });
});
