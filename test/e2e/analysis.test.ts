import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '#test/support/command-line.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const { serve, open } = servedTests();

const PIPELINE = `export function train({ rate, width, act }) {
  if (act === 'tanh') {
    throw new RangeError('the loss is not finite');
  }
  return Math.log10(rate) + 5 + 0.001 * width;
}
`;

const TEXT = `evaluate_pipeline: objective.mjs:train
pipeline_space:
  rate: {lower: 1e-4, upper: 1.0, log: true}
  width: [1, 64]
  act: [relu, gelu, tanh]
root_directory: tuned
max_evaluations_total: 400
optimizer: random_search
ignore_errors: true
seed: 4
`;

let made: string;

beforeAll(async () => {
  made = folderWith({ 'objective.mjs': PIPELINE, 'run.yaml': TEXT });
  expect((await command(['run', join(made, 'run.yaml')])).code).toBe(0);
});
afterAll(() => removeFolder(made));

async function analysed(): Promise<Page> {
  const { page } = await open(await serve());
  const run = await runsPage(page).openDirectory(join(made, 'tuned'));
  await run.reaches('Finished');
  await page.getByRole('tab', { name: 'Analysis' }).click();
  return page;
}

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

describe('the analysis of a finished run', () => {
  it('says what matters, where to look further, and begins the next run there', async () => {
    const page = await analysed();
    await page.getByText(/^\d+ of 400 trials; left out: \d+ failed$/).waitFor();
    const importance = page.getByRole('figure', { name: 'Importance' });
    await importance.waitFor();
    const [first] = (await importance.getByText(/rate/).first().textContent())?.split(',') ?? [];
    expect(first).toMatch(/^rate (1\.00|0\.[89])/);
    await card(page, 'Importance').getByRole('radio', { name: 'fANOVA' }).check();
    await card(page, 'Importance')
      .getByText(/^Share of the loss's variance/)
      .waitFor();

    const hints = card(page, 'Worth a look');
    await hints.getByText('10 of the best 10 have rate within 5 % of its lower bound, 1e-4').waitFor();
    await hints.getByText(/^(\d+) of \1 failures of RangeError have act = tanh$/).waitFor();
    await hints.getByRole('button', { name: 'Show these 10 trials' }).click();
    await page.getByRole('region', { name: 'Filters' }).getByText('10 of 400 trials').waitFor();
    await page.getByRole('tab', { name: 'Trials' }).click();
    await page.getByRole('grid', { name: 'Trials' }).getByRole('row').nth(10).waitFor();

    await page.getByRole('tab', { name: 'Analysis' }).click();
    await hints.getByRole('button', { name: 'Branch with rate from 1e-5' }).click();
    const yaml = page.getByRole('textbox', { name: 'YAML' });
    await expect.poll(() => yaml.textContent()).toMatch(/rate: \{lower: (1e-5|0\.00001|1\.0e-5)/);
  });

  it('branches without the region in which evaluations failed', async () => {
    const page = await analysed();
    await page.getByRole('tab', { name: 'Errors' }).click();
    await page.getByRole('button', { name: 'Branch with act relu, gelu' }).click();
    const yaml = page.getByRole('textbox', { name: 'YAML' });
    await expect.poll(() => yaml.textContent()).toContain('act: [relu, gelu]');
  });
});
