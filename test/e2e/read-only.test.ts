import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtCommand, command, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
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
    await runs.row('results').waitFor();
    for (const name of ['New run', 'Open directory…', 'Watch a folder…', 'Start the example']) {
      expect(await page.getByRole('button', { name }).count(), name).toBe(0);
    }
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

  it('has no screen to set a run up', async () => {
    const { yaml, root, passAll } = gatedSearch(search);
    passAll();
    expect((await command(['run', yaml, '--detach'])).code).toBe(0);
    const host = await serve({ args: ['--read-only', root] });
    const { page } = await open(host);
    await runsPage(page).row('results').waitFor();
    const main = page.getByRole('navigation', { name: 'Main' });
    expect(await main.getByRole('link', { name: 'New run' }).count()).toBe(0);
    await page.keyboard.press('n');
    await page.evaluate(() => {
      location.hash = '#/new';
    });
    await page.getByRole('heading', { name: 'No run can be set up here' }).waitFor();
  });

  it('shows the runs that it was started for, and neither other runs nor the folders above them', async () => {
    const shown = gatedSearch(search);
    const other = gatedSearch(search);
    for (const { yaml } of [shown, other]) {
      expect((await command(['run', yaml, '--detach'])).code).toBe(0);
    }
    const { page } = await open(await serve({ args: ['--read-only', shown.root] }));
    await runsPage(page).row('results').waitFor();
    expect(await page.getByRole('table', { name: 'Runs' }).getByRole('row').count()).toBe(2);
    expect(await page.getByRole('main').innerText()).not.toContain(dirname(shown.root));
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('for reading only').waitFor();
    expect(await page.getByRole('heading', { name: 'Trash' }).count()).toBe(0);
    shown.passAll();
    other.passAll();
  });
});

it('needs a run directory', async () => {
  const { code, stderr } = await builtCommand(['serve', '--read-only', '--no-open']);
  expect(code).toBe(2);
  expect(stderr).toContain('`incumbent serve ROOT_DIRECTORY --read-only`');
});
