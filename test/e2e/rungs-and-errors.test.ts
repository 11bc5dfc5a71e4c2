import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newRunPage } from './pages/new-run-page.ts';
import { RUNG_PIPELINE, rungSearch } from './rung-search.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open, cleans } = servedTests();

const TEXT = rungSearch('successive_halving', 13);

async function finished(text: string) {
  writeFileSync(join(folder(), 'objective.mjs'), RUNG_PIPELINE);
  cleans(join(folder(), 'tuned'));
  const { page } = await open(await serve());
  const run = await (await newRunPage(page).writeYaml(text)).start();
  await run.reaches('Finished');
  return page;
}

describe('a run with rungs', () => {
  it('shows which trials went on, and the path of the best', async () => {
    const page = await finished(TEXT);
    await page.getByRole('tab', { name: 'Rungs' }).click();
    const rung = (number: number) => page.getByRole('region', { name: new RegExp(`^Rung ${number}: `) });
    for (const name of [
      'Rung 0: 9 trials, 3 promoted',
      'Rung 1: 3 trials, 1 promoted',
      'Rung 2: 1 trial, 0 promoted',
    ]) {
      await page.getByRole('region', { name, exact: true }).waitFor();
    }
    await expect.poll(() => rung(0).getByText(', promoted').count()).toBe(3);
    await expect.poll(() => page.getByText(', leads to the best trial').count()).toBe(3);
    await rung(0)
      .getByText(/^cut-off 0\.\d+, 3 of 9 promoted$/)
      .waitFor();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Export' }).click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV numbers' }).click(),
    ]);
    const lines = readFileSync(await csv.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe('rung,fidelity,bracket,trial,state,loss,continues');
    expect(lines).toHaveLength(1 + 13);
    await rung(2).getByRole('link').first().click();
    await page
      .getByRole('dialog')
      .or(page.getByRole('complementary'))
      .getByText(/rung_2/)
      .first()
      .waitFor();
  });

  it('says in words that there are none where the space has no fidelity', async () => {
    const page = await finished(
      TEXT.replace(/ {2}epochs.*\n/, '').replace('successive_halving', 'random_search'),
    );
    await page.getByRole('tab', { name: 'Rungs' }).click();
    await page.getByText('Its search space has no fidelity').waitFor();
  });
});

describe('the errors of a run', () => {
  it('are gathered by their cause, with what parts them from the successes, and can be run again', async () => {
    const page = await finished(
      TEXT.replace('successive_halving', 'random_search').replace('total: 13', 'total: 40'),
    );
    await page.getByRole('tab', { name: 'Errors' }).click();
    const group = page.getByRole('region', { name: 'RangeError' });
    await group.getByText('the loss is not finite', { exact: true }).waitFor();
    await group.getByText('objective.mjs:3 in train').waitFor();
    await group.getByText('act = tanh').waitFor();
    await group.getByText(/lr ≥ 0\.3/).waitFor();
    await group.getByRole('button', { name: /^Run \d+ trials again$/ }).click();
    await page.getByText('No errors').waitFor();
  });
});
