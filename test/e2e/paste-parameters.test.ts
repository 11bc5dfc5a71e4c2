import { describe, expect, it } from 'vitest';
import { newRunPage } from './pages/new-run-page.ts';
import { servedTests } from './served-tests.ts';

const { serve, open } = servedTests();

const TEXT = `evaluate_pipeline: train.py:train
pipeline_space:
  lr: [0.0, 1.0]  # ours
max_evaluations_total: 3
optimizer: random_search
`;

const PASTED = `space = {
    "lr": neps.Float(1e-5, 1e-1, log=True),
    "width": neps.Integer(8, 64),
    "depth": neps.Integer(1, DEEPEST),
}`;

async function pasting() {
  const { page } = await open(await serve());
  await newRunPage(page).writeYaml(TEXT);
  const table = page.getByRole('table', { name: 'Search space' });
  await table.getByRole('textbox', { name: 'Name of lr' }).waitFor();
  await page.getByRole('button', { name: 'Paste YAML or Python' }).click();
  const dialog = page.getByRole('dialog', { name: 'Paste parameters' });
  await dialog.getByRole('textbox', { name: 'Text' }).fill(PASTED);
  return { page, table, dialog };
}

describe('pasting parameters', () => {
  it('shows what was understood and what not, replaces what exists, and is one step', async () => {
    const { page, table, dialog } = await pasting();
    const found = dialog.getByRole('list', { name: 'Parameters of the text' }).getByRole('listitem');
    await expect
      .poll(() => found.allInnerTexts())
      .toEqual([
        expect.stringMatching(/lr[\s\S]*float[\s\S]*exists/),
        expect.stringMatching(/width[\s\S]*integer/),
      ]);
    const problems = dialog.getByRole('list', { name: 'Problems of the text' });
    await expect.poll(() => problems.innerText()).toMatch(/Line 4[\s\S]*found DEEPEST/);
    await dialog.getByRole('button', { name: 'Add 2 parameters' }).click();
    await expect
      .poll(() => page.locator('.cm-content').innerText())
      .toContain('lr: {lower: 1.0e-05, upper: 0.1, log: true}  # ours');
    await table.getByRole('textbox', { name: 'Name of width' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.locator('.cm-content').innerText()).toContain('lr: [0.0, 1.0]  # ours');
    await table.getByRole('textbox', { name: 'Name of width' }).waitFor({ state: 'detached' });
  });

  it('keeps what exists where that is wanted', async () => {
    const { table, dialog } = await pasting();
    await dialog.getByRole('radio', { name: 'Keep both, under new names' }).check();
    await dialog.getByRole('button', { name: 'Add 2 parameters' }).click();
    await table.getByRole('textbox', { name: 'Name of lr_2' }).waitFor();
    const lower = table.getByRole('textbox', { name: 'Lower bound of lr', exact: true });
    await expect.poll(() => lower.inputValue()).toBe('0.0');
  });
});

describe('the tab Python', () => {
  it('is the run as a script, or the reason why there is none', async () => {
    const { page } = await open(await serve());
    const form = await newRunPage(page).writeYaml(TEXT);
    await page.getByRole('tab', { name: 'Python' }).click();
    const script = page.getByRole('region', { name: 'Python script' });
    await expect.poll(() => script.innerText()).toContain('lr = neps.Float(0.0, 1.0)');
    await page.getByRole('tab', { name: 'YAML' }).click();
    await form.paste(TEXT.replace('random_search', 'mobster'));
    await page.getByRole('tab', { name: 'Python' }).click();
    await page.getByText('The library has no optimizer mobster.').waitFor();
  });

  it('is YAML for the library and JSON of ConfigSpace too, with what they can not say', async () => {
    const { page } = await open(await serve());
    await newRunPage(page).writeYaml(`${TEXT}seed: 3\ntask_id: 7\n`);
    await page.getByRole('tab', { name: 'Python' }).click();
    const target = page.getByRole('radiogroup', { name: 'Export as' });
    await target.getByRole('radio', { name: 'YAML' }).check();
    const yaml = page.getByRole('region', { name: 'YAML for the library' });
    await expect.poll(() => yaml.innerText()).toContain('lr: [0.0, 1.0]');
    expect(await yaml.innerText()).not.toContain('incumbent:');
    const notes = page.getByRole('list', { name: 'Notes on the export' });
    await expect.poll(() => notes.innerText()).toMatch(/seed[\s\S]*task_id/);
    await target.getByRole('radio', { name: 'ConfigSpace' }).check();
    const json = page.getByRole('region', { name: 'ConfigSpace JSON' });
    await json.getByText('hyperparameters').waitFor();
    expect(JSON.parse(await json.innerText()).hyperparameters[0].name).toBe('lr');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('run-space.json');
  });
});
