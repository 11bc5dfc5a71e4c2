import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { overwriteDialog } from './pages/overwrite-dialog.ts';
import { runPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** A finished run of four evaluations, and its YAML, with some text replaced, in the dialog that it meets. */
async function startAgain(...replacement: readonly [string, string] | readonly []) {
  const made = search();
  expect((await command(['run', made.yaml])).code).toBe(0);
  const before = await statusOf(made.root);
  const [from = '', to = ''] = replacement;
  writeFileSync(made.yaml, readFileSync(made.yaml, 'utf8').replace(from, to));
  const { page } = await open(await serve());
  const form = await newRunPage(page).openYaml(made.yaml);
  await form.ready();
  await form.press();
  const asked = overwriteDialog(page);
  await asked.dialog.waitFor();
  return { ...made, page, before, asked, run: runPage(page) };
}

function trashOf(folder: string): readonly string[] {
  const trash = join(folder, '.incumbent-trash');
  return existsSync(trash) ? readdirSync(trash) : [];
}

describe('a start on a directory that holds a run', () => {
  it('continues by default, towards the larger budget', async () => {
    const { root, before, asked, run, page } = await startAgain(
      'max_evaluations_total: 4',
      'max_evaluations_total: 6',
    );
    expect(await asked.continueThatRun.isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await run.completes(6);
    await run.reaches('Finished');
    const after = await statusOf(root);
    expect([after.run_id, after.counts.success]).toEqual([before.run_id, 6]);
  });

  it('says which budget is used up already where nothing is left to do', async () => {
    const { root, asked, run, before } = await startAgain();
    await asked.button('Continue').click();
    await run.reaches('Finished');
    await run.says('4 of 4 evaluations are completed (max_evaluations_total)');
    expect((await statusOf(root)).counts).toEqual(before.counts);
  });

  it('cannot continue with a changed space: the difference is shown, another directory is proposed', async () => {
    const { folder, root, before, asked, run } = await startAgain('upper: 1', 'upper: 2');
    expect(await asked.continueThatRun.isDisabled()).toBe(true);
    expect(await asked.useAnother.isChecked()).toBe(true);
    const differences = asked.dialog.getByRole('list', { name: 'Differences' });
    await expect
      .poll(async () => (await differences.innerText()).replaceAll(/\s+/g, ' '))
      .toContain('x 0.0 to 1.0 → 0.0 to 2.0');
    await asked.button('Start there').click();
    await run.reaches('Finished');
    await run.completes(4);
    expect(readdirSync(folder).filter((name) => name.startsWith('results'))).toHaveLength(2);
    expect(await statusOf(root)).toEqual(before);
  });

  it('overwrites only when the name is typed, and moves the old run to the trash', async () => {
    const { folder, root, before, asked, run, page } = await startAgain('upper: 1', 'upper: 2');
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    await asked.button('Cancel').click();
    await page.goto(page.url().replace(/#.*/, '#/runs'));
    await runsPage(page).openDirectory(root);
    await run.openTab('Trials');
    await page.getByRole('combobox', { name: 'Filter trials' }).fill('x < 0.001');
    const filters = page.getByRole('region', { name: 'Filters' });
    await filters.waitFor();
    const form = await newRunPage(page).openYaml(join(folder, 'run.yaml'));
    await form.ready();
    await form.press();
    await asked.overwrite.check();
    for (const words of [/4 trials/, /Best loss/, /thesis\.tex/, /\.incumbent-trash/]) {
      await asked.dialog.getByText(words).first().waitFor();
    }
    const act = asked.button('Overwrite and start');
    expect(await act.isDisabled()).toBe(true);
    await asked.name.fill('result');
    expect(await act.isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect((await statusOf(root)).run_id).toBe(before.run_id);
    await asked.name.fill('results');
    await act.click();
    await page.waitForURL(/#\/run\//);
    await run.reaches('Finished');
    await run.completes(4);
    expect((await statusOf(root)).run_id).not.toBe(before.run_id);
    const [entry = ''] = trashOf(folder);
    const kept = join(folder, '.incumbent-trash', entry);
    await page.getByText(kept).waitFor();
    // The new run is not filtered as the old one was.
    await run.draws(4);
    await filters.waitFor({ state: 'detached' });
    expect((await statusOf(kept)).run_id).toBe(before.run_id);
    expect(readFileSync(join(kept, 'thesis.tex'), 'utf8')).toBe('mine');
  });

  it('does not overwrite while a worker lives there', async () => {
    const { folder, yaml, root, passAll } = gatedSearch(search);
    expect((await command(['run', yaml, '--detach'])).code).toBe(0);
    const { run_id } = await statusOf(root);
    const { page } = await open(await serve());
    const form = await newRunPage(page).openYaml(yaml);
    await form.ready();
    await form.press();
    const asked = overwriteDialog(page);
    await asked.dialog.waitFor();
    expect(await asked.overwrite.isDisabled()).toBe(true);
    await asked.dialog.getByText(/alive/).first().waitFor();
    expect(await asked.continueThatRun.isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await asked.dialog.waitFor({ state: 'detached' });
    passAll();
    expect((await statusOf(root)).run_id).toBe(run_id);
    expect(trashOf(folder)).toEqual([]);
  });
});
