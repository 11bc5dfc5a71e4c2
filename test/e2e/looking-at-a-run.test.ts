import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '#test/support/command-line.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open, cleans } = servedTests();

const PIPELINE = `import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
export async function train({ lr, act }, { report }) {
  for (let epoch = 1; epoch <= 4; epoch += 1) {
    report((lr - 0.2) ** 2 + 1 / epoch);
  }
  while (existsSync(new URL('./hold', import.meta.url))) {
    await sleep(20);
  }
  if (act === 'tanh' && lr > 0.6) {
    throw new RangeError('the loss is not finite');
  }
  return { loss: (lr - 0.2) ** 2, cost: 1 + lr };
}
`;

const TEXT = `evaluate_pipeline: objective.mjs:train
pipeline_space:
  lr: [0.0, 1.0]
  act: [relu, tanh]
root_directory: tuned
max_evaluations_total: 24
optimizer: random_search
ignore_errors: true
seed: 4
`;

let made: string;
/** A run that has finished, of the whole file. */
let tuned: string;

beforeAll(async () => {
  made = folderWith({ 'objective.mjs': PIPELINE, 'run.yaml': TEXT });
  tuned = join(made, 'tuned');
  expect((await command(['run', join(made, 'run.yaml')])).code).toBe(0);
});
afterAll(() => removeFolder(made));

/** It, on screen. */
async function finished() {
  const app = await serve();
  const { page } = await open(app);
  const run = await runsPage(page).openDirectory(tuned);
  await run.reaches('Finished');
  await run.draws(24);
  return { app, page };
}

const filters = (page: Page) => page.getByRole('region', { name: 'Filters' });
const query = (page: Page) => page.getByRole('combobox', { name: 'Filter trials' });

describe('a query', () => {
  it('filters table and charts as the command line does, and outlives a reload', async () => {
    const { page } = await finished();
    await page.getByRole('tab', { name: 'Trials' }).click();
    await query(page).fill('act == relu and loss < 0.1');
    await filters(page).waitFor();
    const where = ['--where', 'act == relu and loss < 0.1', '--format', 'jsonl'];
    const { stdout } = await command(['trials', tuned, ...where]);
    const expected = stdout.trimEnd().split('\n').length;
    await filters(page).getByText(`${expected} of 24 trials`).waitFor();
    await page.getByRole('tab', { name: 'Overview' }).click();
    const figure = page.getByRole('figure', { name: 'Loss trajectory' });
    const shown = `Shows ${expected} completed trial`;
    await figure.getByText(shown).waitFor({ state: 'attached' });
    await page.waitForURL(/where=/);
    await page.reload();
    await filters(page).getByText(`${expected} of 24 trials`).waitFor();
    await figure.getByText(shown).waitFor({ state: 'attached' });
  });
});

describe('stars and notes', () => {
  it('are kept in the run, and another window shows them at once', async () => {
    const { app, page } = await finished();
    const other = await open(app);
    await other.page.goto(page.url());
    for (const each of [page, other.page]) {
      await each.getByRole('tab', { name: 'Trials' }).click();
      await each.getByRole('row').nth(1).waitFor();
    }
    const drawer = page.getByRole('complementary', { name: 'Trial 1' });
    await page.getByRole('grid', { name: 'Trials' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await drawer.getByRole('button', { name: 'Star', exact: true }).click();
    await drawer.getByRole('textbox', { name: 'Note' }).fill('look again');
    const noted = other.page.getByRole('row').filter({ hasText: 'look again' });
    await noted.waitFor();
    expect(readdirSync(join(tuned, '.incumbent', 'notes'))).toEqual(['1.json']);
    await query(other.page).fill('star');
    await other.page.getByText('1 of 24 trials matches').waitFor();
    const { stdout } = await command(['note', tuned, '1']);
    expect(stdout).toBe('Trial 1: starred, look again\n');
  });
});

describe('the time bar', () => {
  it('shows the run as it was, by the keyboard alone', async () => {
    const { page } = await finished();
    const figure = page.getByRole('figure', { name: 'Loss trajectory' });
    await page.getByRole('slider', { name: 'Time' }).focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await figure.getByText('Shows 7 completed trials').waitFor({ state: 'attached' });
    await page.keyboard.press('u');
    await figure.getByText('Shows 24 completed trials').waitFor({ state: 'attached' });
  });
});

describe('a learning curve', () => {
  it('is drawn while the trial runs', async () => {
    writeFileSync(join(folder(), 'hold'), '');
    writeFileSync(join(folder(), 'objective.mjs'), PIPELINE);
    cleans(join(folder(), 'tuned'));
    const { page } = await open(await serve());
    await (await newRunPage(page).writeYaml(TEXT)).start();
    await page.getByRole('img', { name: /^Learning curve of trial 1$/ }).waitFor();
    await page
      .getByRole('link', { name: 'trial 1' })
      .or(page.getByRole('link', { name: '1', exact: true }))
      .first()
      .click();
    await page.getByText(/^4 values so far/).waitFor();
    await page.getByRole('button', { name: 'Stop now' }).click();
  });
});

describe('the timeline of workers', () => {
  it('opens what was evaluated, found by arrow keys', async () => {
    const { page } = await finished();
    await page.getByRole('tab', { name: 'Workers' }).click();
    await page.getByRole('figure', { name: /^Timeline: 1 worker / }).waitFor();
    await page.getByRole('application', { name: /^Evaluations in the timeline/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Trial 23' }).waitFor();
  });
});
