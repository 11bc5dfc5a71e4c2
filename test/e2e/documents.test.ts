import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { TRIVIAL } from '#test/support/command-line.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { yamlBecomes, yamlText } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open } = servedTests();

const RUN = `evaluate_pipeline: objective.mjs:objective  # lives beside this file
pipeline_space:
  x: {lower: 0.0, upper: 1.0}
root_directory: tuned

max_evaluations_total: 3  # few
optimizer: random_search
`;

function write(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

/** The document of a file on the set-up screen. */
async function opened(text: string, name = 'run.yaml') {
  write('objective.mjs', TRIVIAL);
  const file = write(name, text);
  const { page } = await open(await serve());
  const form = await newRunPage(page).openYaml(file);
  await form.ready();
  return { page, form, file, state: page.getByRole('status', { name: 'File' }) };
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'YAML' }).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

describe('the file of a document', () => {
  it('is written by Save with what was typed and clicked, and nothing else in it changes', async () => {
    const { page, file, state } = await opened(RUN);
    await expect.poll(() => state.innerText()).toBe('run.yaml');
    await page.getByRole('textbox', { name: 'Evaluations', exact: true }).fill('7');
    await page.keyboard.press('Enter');
    await state.getByText('unsaved changes').waitFor();
    await typeAtEnd(page, 'seed: 1\n');
    await page.keyboard.press('Control+s');
    await state.getByText('unsaved changes').waitFor({ state: 'detached' });
    expect(readFileSync(file, 'utf8')).toBe(`${RUN.replace('total: 3', 'total: 7')}seed: 1\n`);
    await page.keyboard.press('Control+z');
    await state.getByText('unsaved changes').waitFor();
  });

  it('is chosen for a text without one, and another file is never replaced unasked', async () => {
    write('objective.mjs', TRIVIAL);
    const taken = write('mine.yaml', 'somebody: else\n');
    const { page } = await open(await serve());
    await newRunPage(page).writeYaml(RUN);
    const state = page.getByRole('status', { name: 'File' });
    await state.getByText('Not saved to a file').waitFor();
    await page.keyboard.press('Control+s');
    const dialog = page.getByRole('dialog', { name: 'Save as' });
    const path = dialog.getByRole('textbox', { name: 'Path' });
    await expect.poll(() => path.inputValue()).toBe(join(folder(), 'run.yaml'));
    await path.fill(taken);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByText('There is a file mine.yaml already').waitFor();
    await page.keyboard.press('Enter');
    expect(readFileSync(taken, 'utf8')).toBe('somebody: else\n');
    await path.fill(join(folder(), 'new', 'run.yaml'));
    const rewrites = dialog.getByRole('checkbox', { name: /^Rewrite its relative paths/ });
    // Until the app knows what the paths mean, the box is empty and can't be changed.
    await expect.poll(() => rewrites.isChecked()).toBe(true);
    await rewrites.uncheck();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(readFileSync(join(folder(), 'new', 'run.yaml'), 'utf8')).toBe(RUN);
    await state.getByText('run.yaml', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Save as…' }).click();
    await path.fill(taken);
    await dialog.getByRole('definition').first().waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.getByRole('button', { name: 'Replace the file' }).click();
    await dialog.waitFor({ state: 'detached' });
    // In the folder above, its paths lead to where they led before.
    const moved = RUN.replace('objective.mjs', 'new/objective.mjs').replace('tuned', 'new/tuned');
    expect(readFileSync(taken, 'utf8')).toBe(moved);
    await yamlBecomes(page, moved);
  });

  it('is taken over when others change it, and undo brings back what was here', async () => {
    const { page, file, state } = await opened(RUN);
    const theirs = RUN.replace('few', 'changed by a colleague');
    writeFileSync(file, theirs);
    await yamlBecomes(page, theirs);
    await expect.poll(() => state.innerText()).toBe('run.yaml');
    await page.getByRole('button', { name: 'Undo' }).click();
    await yamlBecomes(page, RUN);
    await state.getByText('unsaved changes').waitFor();
  });

  it('is merged when others change other lines', async () => {
    const { page, file, state } = await opened(RUN);
    await typeAtEnd(page, 'seed: 1\n');
    await state.getByText('unsaved changes').waitFor();
    writeFileSync(file, RUN.replace('# lives beside this file', '# moved'));
    const both = `${RUN.replace('# lives beside this file', '# moved')}seed: 1\n`;
    await yamlBecomes(page, both);
    await page.keyboard.press('Control+s');
    await state.getByText('unsaved changes').waitFor({ state: 'detached' });
    expect(readFileSync(file, 'utf8')).toBe(both);
  });

  it('is asked about when others change the same lines', async () => {
    const { page, file, state } = await opened(RUN);
    await page.getByRole('textbox', { name: 'Evaluations', exact: true }).fill('7');
    await page.keyboard.press('Enter');
    await state.getByText('unsaved changes').waitFor();
    const theirs = RUN.replace('total: 3', 'total: 5');
    writeFileSync(file, theirs);
    const notice = page.getByRole('alert').filter({ hasText: 'was changed elsewhere' });
    await notice.waitFor();
    await page.keyboard.press('Control+s');
    expect(readFileSync(file, 'utf8')).toBe(theirs);
    await notice.getByRole('button', { name: 'Show difference' }).click();
    const dialog = page.getByRole('dialog', { name: 'run.yaml: theirs and yours' });
    const lines = dialog.getByRole('region', { name: 'Differences of run.yaml' });
    await expect.poll(() => lines.innerText()).toMatch(/total: 5[\s\S]*total: 7/);
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+s');
    await state.getByText('unsaved changes').waitFor({ state: 'detached' });
    expect(readFileSync(file, 'utf8')).toBe(RUN.replace('total: 3', 'total: 7'));
  });
});

describe('a space in a file of its own', () => {
  const SPLIT = RUN.replace(/pipeline_space:\n.*\n/, 'pipeline_space: space.yaml  # shared\n');
  const SPACE = '# what is tuned\nx: {lower: 0.0, upper: 1.0}  # the step\n';

  it('is opened beside the run, changed by the form, saved with it, and can be moved into it', async () => {
    write('space.yaml', SPACE);
    const { page, file, state } = await opened(SPLIT);
    await page.getByRole('textbox', { name: 'Upper bound of x' }).fill('0.5');
    await page.keyboard.press('Enter');
    await state.getByText('unsaved changes').waitFor();
    await yamlBecomes(page, SPLIT);
    const files = page.getByRole('radiogroup', { name: 'File' });
    await files.getByRole('radio', { name: /^space\.yaml/ }).check();
    const changed = SPACE.replace('upper: 1.0', 'upper: 0.5');
    await yamlBecomes(page, changed);

    await page.keyboard.press('Control+s');
    await state.getByText('unsaved changes').waitFor({ state: 'detached' });
    expect(readFileSync(join(folder(), 'space.yaml'), 'utf8')).toBe(changed);
    expect(readFileSync(file, 'utf8')).toBe(SPLIT);

    await page.getByRole('button', { name: 'Inline it' }).click();
    await files.waitFor({ state: 'detached' });
    await yamlBecomes(
      page,
      SPLIT.replace(
        'pipeline_space: space.yaml  # shared\n',
        'pipeline_space:  # shared\n  # what is tuned\n  x: {lower: 0.0, upper: 0.5}  # the step\n',
      ),
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await files.waitFor();
  });

  it('stays what it is when the run is saved in another folder, or is written there too', async () => {
    const space = write('space.yaml', SPACE);
    const { page } = await opened(SPLIT);
    const dialog = page.getByRole('dialog', { name: 'Save as' });
    const saveAs = async (file: string, isBeside: boolean) => {
      await page.getByRole('button', { name: 'Save as…' }).click();
      await dialog.getByRole('textbox', { name: 'Path' }).fill(file);
      const rewritten = dialog.getByRole('checkbox', { name: /^Rewrite its relative paths/ });
      await rewritten.setChecked(!isBeside);
      await dialog.getByRole('checkbox', { name: 'Write space.yaml beside it too' }).setChecked(isBeside);
      await dialog.getByRole('button', { name: 'Save', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      return readFileSync(file, 'utf8');
    };
    const beside = join(folder(), 'beside');
    expect(await saveAs(join(beside, 'run.yaml'), true)).toBe(SPLIT);
    expect(readFileSync(join(beside, 'space.yaml'), 'utf8')).toBe(SPACE);

    await page.getByRole('textbox', { name: 'Upper bound of x' }).fill('0.5');
    await page.keyboard.press('Control+s');
    const copy = join(beside, 'space.yaml');
    await waitUntil(() => readFileSync(copy, 'utf8') === SPACE.replace('upper: 1.0', 'upper: 0.5'));
    expect(readFileSync(space, 'utf8')).toBe(SPACE);

    const other = join(folder(), 'other', 'run.yaml');
    const rewritten = SPLIT.replace('space.yaml', join(beside, 'space.yaml'))
      .replace('objective.mjs', join(beside, 'objective.mjs'))
      .replace('tuned', join(beside, 'tuned'));
    expect(await saveAs(other, false)).toBe(rewritten);
    await yamlBecomes(page, readFileSync(other, 'utf8'));
  });

  it('as JSON of ConfigSpace is shown, and can be moved into the run as parameters', async () => {
    const lr = { type: 'uniform_float', name: 'x', lower: 0.001, upper: 1, log: true, default_value: 0.1 };
    write('space.json', JSON.stringify({ hyperparameters: [lr], conditions: [], forbiddens: [] }));
    const { page } = await opened(SPLIT.replace('space.yaml', 'space.json'));
    const section = page.getByRole('region', { name: 'Search space' });
    await section.getByText('space.json').waitFor();
    await section.getByRole('button', { name: 'Inline it' }).click();
    await page.getByRole('textbox', { name: 'Lower bound of x' }).waitFor();
    const inlined = 'pipeline_space:  # shared\n  x: {lower: 0.001, upper: 1.0, log: true}\n';
    await yamlBecomes(page, SPLIT.replace('pipeline_space: space.yaml  # shared\n', inlined));
  });

  it('as JSON is written beside a run that is saved in another folder too', async () => {
    const json = '{"hyperparameters": [{"type": "uniform_float", "name": "x", "lower": 0.0, "upper": 1.0}]}';
    write('space.json', json);
    const text = SPLIT.replace('space.yaml', 'space.json');
    const { page } = await opened(text);
    await page.getByRole('button', { name: 'Save as…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save as' });
    const file = join(folder(), 'other', 'run.yaml');
    await dialog.getByRole('textbox', { name: 'Path' }).fill(file);
    await dialog.getByRole('checkbox', { name: 'Write space.json beside it too' }).check();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(readFileSync(join(folder(), 'other', 'space.json'), 'utf8')).toBe(json);
    const root = folder();
    expect(readFileSync(file, 'utf8')).toBe(
      text
        .replace('objective.mjs', join(root, 'objective.mjs'))
        .replace('root_directory: tuned', `root_directory: ${join(root, 'tuned')}`),
    );
  });

  it('shows its problems in its own text', async () => {
    write('space.yaml', SPACE.replace('upper: 1.0', 'upper: -1.0'));
    write('objective.mjs', TRIVIAL);
    const file = write('run.yaml', SPLIT);
    const { page } = await open(await serve());
    await newRunPage(page).openYaml(file);
    await page.getByRole('tab', { name: 'Problems' }).click();
    await page
      .getByRole('tabpanel', { name: 'Problems' })
      .getByRole('button', { name: /Line 2/ })
      .click();
    await page.getByRole('radio', { name: 'space.yaml' }).and(page.locator(':checked')).waitFor();
    await expect.poll(() => yamlText(page)).toContain('upper: -1.0');
    await page.locator('.cm-problem-error').first().waitFor();
    expect(existsSync(join(folder(), 'tuned'))).toBe(false);
  });
});
