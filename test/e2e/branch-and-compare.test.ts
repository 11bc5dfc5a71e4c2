import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { overwriteDialog } from './pages/overwrite-dialog.ts';
import { runPage } from './pages/run-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open, cleans } = servedTests();

/** A finished run of six evaluations on screen. */
async function finishedRun() {
  const made = search({ max_evaluations_total: 6, seed: 1 });
  expect((await command(['run', made.yaml])).code).toBe(0);
  const { page } = await open(await serve());
  await page.getByRole('button', { name: 'Open directory…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Open directory' });
  await dialog.getByRole('textbox', { name: 'Path' }).fill(made.root);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await page.waitForURL(/#\/run\//);
  return { ...made, page, run: runPage(page) };
}

describe('a run that begins with another one', () => {
  it('is compared with what was launched, in words and by lines', async () => {
    const { page, run } = await finishedRun();
    await run.openTab('Configuration');
    await page.getByRole('button', { name: 'Use as template' }).click();
    // The root of the run itself is taken.
    await page.getByText(/^Its root is .*-2: .* is taken/).waitFor();
    await page.getByRole('status', { name: 'Root directory' }).getByText('A new directory').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('tab', { name: 'Compare' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Compare' });
    await panel.getByText('This means the same').waitFor();
    await panel.getByText('No line differs.').waitFor();
    await page.getByRole('textbox', { name: 'Evaluations', exact: true }).fill('9');
    await page.keyboard.press('Enter');
    await panel.getByText('1 difference to').waitFor();
    const differences = panel.getByRole('list', { name: 'Differences' });
    await expect.poll(() => differences.innerText()).toMatch(/max_evaluations_total\s*6\s*→\s*9/);
    const lines = panel.getByRole('region', { name: 'Lines of the run' });
    await expect.poll(() => lines.innerText()).toMatch(/total: 6[\s\S]*total: 9/);
  });

  it('branches with the trials that still fit, and both runs know of each other', async () => {
    const { page, run, root } = await finishedRun();
    const branched = `${root}-branch`;
    cleans(branched);
    await run.openTab('Configuration');
    await page.getByRole('button', { name: 'Branch' }).click();
    const bar = page.getByRole('status', { name: 'Branch' });
    await bar.getByText('begins with 6 trials').waitFor();
    await page.getByRole('textbox', { name: 'Upper bound of x' }).fill('0.5');
    await page.keyboard.press('Enter');
    await bar.getByText('that the new space does not allow').waitFor();
    const fits = Number(/begins with (\d+) trial/.exec(await bar.innerText())?.[1]);
    expect(fits).toBeGreaterThan(0);
    expect(fits).toBeLessThan(6);

    const start = page.getByRole('main').getByRole('button', { name: 'Start…' });
    await start.and(page.locator(':not([aria-disabled])')).click();
    await page
      .getByRole('dialog', { name: 'Start' })
      .getByRole('button', { name: 'Start', exact: true })
      .click();
    await page.getByRole('heading', { name: 'results-branch', exact: true, level: 1 }).waitFor();
    await run.reaches('Finished');
    const status = await statusOf(branched);
    expect(status.counts.success).toBe(fits + 6);
    expect(status.budget.evaluations.completed).toBe(6);
    await run.openTab('Configuration');
    await page.getByText(`Began with ${fits} trial`).waitFor();
    await page.getByRole('button', { name: 'results', exact: true }).click();
    await page.getByRole('heading', { name: 'results', exact: true, level: 1 }).waitFor();
    await run.openTab('Configuration');
    await page.getByRole('button', { name: 'results-branch', exact: true }).waitFor();
  });
});

describe('a run that was overwritten', () => {
  it('is named in a notification and restored in the settings', async () => {
    const made = search();
    expect((await command(['run', made.yaml])).code).toBe(0);
    writeFileSync(join(made.root, 'note.txt'), 'the first');
    const { page } = await open(await serve());
    const form = await newRunPage(page).openYaml(made.yaml);
    await form.ready();
    await form.press();
    const asked = overwriteDialog(page);
    await asked.overwrite.check();
    await asked.name.fill('results');
    await asked.button('Overwrite and start').click();
    await page.getByText('The run that was in results is in the trash').first().waitFor();
    await runPage(page).reaches('Finished');
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Restore results' }).click();
    await page.getByRole('heading', { name: 'results-restored', exact: true, level: 1 }).waitFor();
    expect(readFileSync(join(`${made.root}-restored`, 'note.txt'), 'utf8')).toBe('the first');
    cleans(`${made.root}-restored`);
  });
});
