import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { command, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

const REASON = /reading only/;

describe('an app that was started for reading only', () => {
  it('shows a run live, with every button that would change it out of reach and the reason said', async () => {
    const { yaml, root, pass, passAll } = gatedSearch(search);
    expect((await command(['run', yaml, '--detach'])).code).toBe(0);
    const { page } = await open(await serve({ args: ['--read-only', root] }));
    const runs = runsPage(page);
    await expect.poll(() => runs.button('Start the example').isDisabled()).toBe(true);
    await runs.row('results').getByRole('link', { name: 'results' }).click();
    const run = await runs.opened();
    await run.counts('evaluating', 1);
    for (const name of ['Stop (finish current)', 'Stop now', 'Add worker', 'Continue with more budget…']) {
      await expect.poll(() => run.button(name).textContent(), { message: name }).toMatch(REASON);
      expect([name, await run.button(name).isDisabled()]).toEqual([name, true]);
    }
    pass(1, 2);
    await run.draws(2);
    await page.keyboard.press('s');
    expect((await statusOf(root)).state).toBe('running');
    passAll();
    await run.reaches('Finished');
  });

  it('checks a text, and does not start it', async () => {
    const { yaml, folder } = search();
    const { page } = await open(await serve({ args: ['--read-only'] }));
    const form = await newRunPage(page).writeYaml(readFileSync(yaml, 'utf8'));
    await page.getByRole('table', { name: 'Search space' }).getByRole('row', { name: /^x\b/ }).waitFor();
    await expect.poll(() => form.startButton.textContent()).toMatch(REASON);
    expect(await form.startButton.isDisabled()).toBe(true);
    expect(readdirSync(folder)).not.toContain('results');
  });
});
