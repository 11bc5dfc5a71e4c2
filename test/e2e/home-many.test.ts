import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { command, searchFolder, statusOf } from '#test/support/command-line.ts';
import { copyRun } from '#test/support/many-runs.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { gatedSearch } from './gated-search.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const MANY = 500;

const search = searchesOfThisFile();
const { serve, open, cleans } = servedTests();

let made: ReturnType<typeof searchFolder>;
/** A folder with 500 runs of four evaluations each, of the whole file. */
let manyRuns: string;

beforeAll(async () => {
  made = searchFolder();
  expect((await command(['run', made.yaml])).code).toBe(0);
  manyRuns = join(made.folder, 'runs');
  copyRun(made.root, manyRuns, MANY);
});
afterAll(() => removeFolder(made.folder));

function drawnRows(page: Page): Promise<number> {
  return page.getByRole('table', { name: 'Runs' }).locator('tbody tr').count();
}

describe('500 runs below a watched folder', () => {
  it('are all there with state, trajectory and best loss; those in sight are drawn', async () => {
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.watchFolder(manyRuns);
    await page.getByRole('button', { name: `Finished ${MANY}` }).waitFor();
    expect(await drawnRows(page)).toBeLessThan(80);
    expect(await runs.table.getAttribute('aria-rowcount')).toBe(String(MANY + 1));
    const row = runs.table.locator('tbody tr').first();
    await expect
      .poll(async () => (await row.innerText()).replaceAll(/\s+/g, ' '))
      .toMatch(/run-\d{3} .*Finished.* 4 \/ 4 /);
    await row.getByRole('img', { name: /^Best loss of run-/ }).waitFor();
  });

  it('are sorted, filtered, and gone through with the keyboard to the last one', async () => {
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.watchFolder(manyRuns);
    await page.getByRole('button', { name: `Finished ${MANY}` }).waitFor();
    await runs.table.getByRole('button', { name: 'Run', exact: true }).click();
    await runs.row('run-001').focus();
    await page.keyboard.press('End');
    await runs.row('run-500').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Home');
    await runs.row('run-001').and(page.locator(':focus')).waitFor();
    await page.getByRole('searchbox', { name: 'Filter by name or path' }).fill('batch-3 run-33');
    await waitUntil(async () => (await drawnRows(page)) === 10);
    await page.getByRole('searchbox', { name: 'Filter by name or path' }).fill('');
    await runs.table.getByRole('button', { name: 'Run', exact: true }).click();
    await waitUntil(async () =>
      (await runs.table.locator('tbody tr').first().innerText()).includes('run-500'),
    );
  });

  it('do not stand in the way of a run that lives among them, nor of its buttons', async () => {
    const live = join(manyRuns, 'live');
    cleans(live);
    onTestFinished(() => removeFolder(live));
    const gated = gatedSearch(search, { max_evaluations_total: 12, root_directory: live });
    expect((await command(['run', gated.yaml, '--detach'])).code).toBe(0);
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.watchFolder(manyRuns);
    await runs.row('live').getByText('Running').waitFor();
    gated.pass(1);
    await runs.row('live').getByText('1 / 12').waitFor();
    await runs.row('live').getByRole('button', { name: 'Stop (finish current)' }).click();
    await waitUntil(async () => (await statusOf(live)).stopping === 'finish');
    // How soon the worker hears of it is its own affair: one evaluation more or less.
    gated.pass(2, 3, 4);
    await page.getByRole('button', { name: 'Stopped 1' }).click();
    await runs.row('live').getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    gated.passAll();
    // A resume leads to its run.
    await (await runs.opened()).reaches('Finished');
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
    await page.getByRole('button', { name: `Finished ${MANY + 1}` }).waitFor();
  });

  it('tells of one that ends while the person looks elsewhere; a click leads to it', async () => {
    const gated = gatedSearch(search, { max_evaluations_total: 2 });
    expect((await command(['run', gated.yaml, '--detach'])).code).toBe(0);
    const { page } = await open(await serve());
    await runsPage(page).openDirectory(gated.root);
    await page.getByRole('link', { name: 'Settings' }).click();
    // From the list of runs: what the page has not seen running cannot end for it.
    const openRuns = page.getByRole('list', { name: 'Open runs' });
    await openRuns.getByRole('link', { name: 'results' }).getByText('Running').waitFor();
    await page.getByRole('checkbox', { name: 'New best' }).uncheck();
    await page.reload();
    await expect.poll(() => page.getByRole('checkbox', { name: 'New best' }).isChecked()).toBe(false);
    gated.passAll();
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
    await page
      .getByRole('dialog', { name: 'Notifications' })
      .getByRole('link', { name: 'results finished' })
      .click();
    await page.waitForURL(/#\/run\/\w+\/overview/);
  });
});
