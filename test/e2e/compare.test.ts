import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoViolations, expectNoViolationsInAny } from '#test/renderer/support/violations.ts';
import { command, searchFolder } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** Two seeds of random search and two of Bayesian optimization, evaluated for real, below one folder. */
async function evaluateFour({ yaml }: ReturnType<typeof searchFolder>): Promise<void> {
  const run = (name: string, optimizer: string, seed: number) =>
    command([
      'run',
      yaml,
      '--set',
      `root_directory=runs/${name}`,
      '--set',
      `optimizer=${optimizer}`,
      '--seed',
      String(seed),
    ]);
  const ended = [
    await run('random-1', 'random_search', 1),
    await run('random-2', 'random_search', 2),
    await run('bayes-1', 'bayesian_optimization', 1),
    await run('bayes-2', 'bayesian_optimization', 2),
  ];
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
}

let made: ReturnType<typeof searchFolder>;
/** Of the whole file: who compares only looks. */
let fourRuns: string;

beforeAll(async () => {
  made = searchFolder({ max_evaluations_total: 8 });
  fourRuns = join(made.folder, 'runs');
  await evaluateFour(made);
});
afterAll(() => removeFolder(made.folder));

/** Watches the folder and compares all runs below it, chosen as a person does. */
async function compareAll(page: Page, folder: string): Promise<void> {
  await runsPage(page).watchFolder(folder);
  await runsPage(page).row('bayes-2').waitFor();
  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('table', { name: 'Groups' }).waitFor();
}

async function cells(page: Page, table: string, row: string): Promise<readonly string[]> {
  const found = page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: row });
  return (await found.first().getByRole('cell').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
}

describe('comparing runs', () => {
  it('shows groups of selected rows with means, ranks, time to target and what differs', async () => {
    const { page } = await open(await serve());
    await compareAll(page, fourRuns);
    await page.getByText('4 runs in 2 groups').waitFor();
    await expect.poll(() => cells(page, 'Groups', 'Random search').then(([runs]) => runs)).toBe('2');
    const figure = page.getByRole('figure', { name: 'Best loss so far' });
    await expect
      .poll(() => figure.locator('figcaption').innerText())
      .toMatch(
        /Bayesian optimization: mean best loss \S+ at 8.*Random search: mean best loss \S+ at 8|Random search.*Bayesian/,
      );
    const differences = page.getByRole('table', { name: 'What differs' });
    await differences.getByRole('rowheader', { name: 'optimizer', exact: true }).waitFor();
    await differences.getByRole('rowheader', { name: 'seed' }).waitFor();
    await page.getByText('All runs share one search space and one pipeline.').waitFor();
    const rows = page.getByRole('table', { name: 'Compared runs' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(5);
  });

  it('says what the command line says', async () => {
    const roots = ['random-1', 'random-2', 'bayes-1', 'bayes-2'].map((name) => join(fourRuns, name));
    const told = JSON.parse((await command(['compare', ...roots, '--json', '--target', '0.05'])).stdout);
    const { page } = await open(await serve());
    await compareAll(page, fourRuns);
    await page.getByRole('textbox', { name: 'Target loss' }).fill('0.05');
    for (const group of told.groups) {
      const reached = `${group.to_target.reached} of 2 runs`;
      const toTarget = () => cells(page, 'Groups', group.name).then((shown) => shown[2]);
      await expect.poll(toTarget).toContain(reached);
      const shown = await cells(page, 'Groups', group.name);
      expect(Number(shown[1]?.split(' ')[0])).toBeCloseTo(group.best.mean, 4);
      expect(Number(shown[3])).toBeCloseTo(group.rank, 1);
    }
  });

  it('groups by hand, keeps all of it in the address, and forgets nothing on reload', async () => {
    const { page } = await open(await serve());
    await compareAll(page, fourRuns);
    await page.getByRole('radio', { name: 'By hand' }).click();
    await page.getByRole('combobox', { name: 'Group of random-2' }).selectOption('Group B');
    await page.getByText('4 runs in 2 groups').waitFor();
    await page.reload();
    const group = page.getByRole('combobox', { name: 'Group of random-2' });
    await expect.poll(() => group.inputValue()).toBe('Group B');
    await page.getByRole('button', { name: 'Take random-2 out of the comparison' }).click();
    await page.getByText('3 runs in 1 group').waitFor();
    await page.getByRole('link', { name: 'Runs', exact: true }).first().click();
    await page.getByRole('link', { name: 'Compare' }).click();
    await page.getByText('3 runs in').waitFor();
  });

  it('goes on while a run does', async () => {
    const gated = gatedSearch(search, { max_evaluations_total: 4, root_directory: 'runs/live' });
    expect((await command(['run', gated.yaml, '--detach'])).code).toBe(0);
    expect((await command(['run', search({ max_evaluations_total: 4 }).yaml])).code).toBe(0);
    const { page } = await open(await serve());
    await runsPage(page).openDirectory(join(gated.folder, 'runs', 'live'));
    const key = /run\/([^/]+)/.exec(page.url())?.[1] ?? '';
    await page.goto(page.url().replace(/#.*/, `#/compare?runs=${key}`));
    await page.getByRole('table', { name: 'Compared runs' }).waitFor();
    const completed = () => cells(page, 'Compared runs', 'live').then((shown) => shown[5]);
    await expect.poll(completed).toBe('0');
    gated.passAll();
    await expect.poll(completed).toBe('4');
    await page.getByRole('table', { name: 'Compared runs' }).getByText('Finished').waitFor();
  });

  it('takes in a run that is not on the list by its directory', async () => {
    const { yaml, root } = search({ max_evaluations_total: 3 });
    expect((await command(['run', yaml])).code).toBe(0);
    const { page } = await open(await serve());
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Choose runs…' }).first().click();
    const picker = page.getByRole('dialog', { name: 'Runs to compare' });
    await picker.getByRole('button', { name: 'Open directory…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill(`${root}/nothing`);
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await dialog.getByText(/^Expected a run directory, found nothing/).waitFor();
    await dialog.getByRole('textbox', { name: 'Path' }).fill(root);
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await picker.getByRole('checkbox', { name: 'results', checked: true }).waitFor();
    await picker.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('table', { name: 'Compared runs' }).getByText('results').waitFor();
  });

  it('exports figures and numbers', async () => {
    const { page } = await open(await serve());
    await compareAll(page, fourRuns);
    const download = async (act: () => Promise<void>) => {
      const [file] = await Promise.all([page.waitForEvent('download'), act()]);
      return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'latin1') };
    };
    const numbers = await download(() => page.getByRole('button', { name: 'Export numbers' }).click());
    expect(numbers.name).toBe('comparison-runs.csv');
    expect(numbers.text.trimEnd().split('\r\n')).toHaveLength(5);
    const menu = page.getByRole('button', { name: 'Export', exact: true }).first();
    for (const [item, name, begin] of [
      ['CSV numbers', 'comparison-best-loss.csv', 'group,runs,evaluation,mean_best_loss'],
      ['SVG drawing', 'comparison-best-loss.svg', '<svg'],
      ['PNG picture', 'comparison-best-loss.png', '\u0089PNG'],
    ] as const) {
      await menu.click();
      const file = await download(() => page.getByRole('menuitem', { name: item }).click());
      expect([file.name, file.text.startsWith(begin)]).toEqual([name, true]);
    }
  });

  it('is reached and read with the keyboard alone, and axe finds nothing', async () => {
    const { page } = await open(await serve());
    await runsPage(page).watchFolder(fourRuns);
    await runsPage(page).row('bayes-2').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('heading', { name: 'Compare', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Choose runs…' }).first().focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Runs to compare' });
    await dialog.getByRole('searchbox').waitFor();
    await expectNoViolations(page);
    await dialog.getByRole('checkbox', { name: 'All 4 runs' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByText('4 runs in 2 groups').waitFor();
    await page.getByRole('application', { name: /^Best loss so far/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText(/^7\.8: /).waitFor({ state: 'attached' });
    await expectNoViolationsInAny(page, [{ colorScheme: 'light' }, { colorScheme: 'dark' }]);
  });
});
