import { describe, expect, it } from 'vitest';
import { newRunPage } from './pages/new-run-page.ts';
import { yamlBecomes, yamlText } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { serve, open } = servedTests();

const TEXT = `evaluate_pipeline: train.mjs:train  # ours
pipeline_space:
  # how fast
  lr: {lower: 1e-5, upper: 1e-1, log: true}
  act: [relu, tanh]
root_directory: tuned
max_evaluations_total: 3
`;

async function editing(text = TEXT) {
  const { page } = await open(await serve());
  const form = await newRunPage(page).writeYaml(text);
  const table = page.getByRole('table', { name: 'Search space' });
  await table.getByRole('textbox', { name: 'Name of lr' }).waitFor();
  return { page, form, table, field: (name: string) => table.getByRole('textbox', { name }) };
}

describe('the search space as a form', () => {
  it('writes a bound as it is typed, in its place, and leaves everything else', async () => {
    const { page, field } = await editing();
    await field('Lower bound of lr').fill('0.001');
    await yamlBecomes(page, TEXT.replace('lower: 1e-5', 'lower: 0.001'));
    await field('Upper bound of lr').fill('1');
    await yamlBecomes(page, TEXT.replace('lower: 1e-5, upper: 1e-1', 'lower: 0.001, upper: 1.0'));
    await expect.poll(() => field('Upper bound of lr').inputValue()).toBe('1');
  });

  it('follows what is typed in the YAML', async () => {
    const { form, field } = await editing();
    await form.paste(TEXT.replace('lower: 1e-5', 'lower: 1e-4'));
    await expect.poll(() => field('Lower bound of lr').inputValue()).toBe('1e-4');
  });

  it('takes back steps of the form and of the text alike, and brings them again', async () => {
    const { page, form, table, field } = await editing();
    const steps = [TEXT];
    const step = async (act: () => Promise<unknown>) => {
      await act();
      await expect.poll(() => yamlText(page)).not.toBe(steps.at(-1));
      steps.push(await yamlText(page));
    };
    await step(() => field('Lower bound of lr').fill('1e-4'));
    await field('Upper bound of lr').focus();
    await step(() => table.getByRole('checkbox', { name: 'log' }).click());
    await step(() => page.getByRole('button', { name: 'Add parameter' }).click());
    await step(() => table.getByRole('combobox', { name: 'Kind of parameter' }).selectOption('categorical'));
    await step(() => table.getByRole('button', { name: 'Remove tanh from act' }).click());
    await step(() => form.paste(`${steps.at(-1)}seed: 1\n`));
    for (const text of steps.slice(0, -1).toReversed()) {
      await page.keyboard.press('Control+z');
      await yamlBecomes(page, text);
    }
    for (const text of steps.slice(1)) {
      await page.getByRole('button', { name: 'Redo' }).click();
      await yamlBecomes(page, text);
    }
  });

  it('adds, names, copies, moves and deletes parameters', async () => {
    const { page, table, field } = await editing();
    await page.getByRole('button', { name: 'Add parameter' }).click();
    await field('Name of parameter').fill('momentum');
    await field('Name of parameter').press('Enter');
    await yamlBecomes(page, TEXT.replace('tanh]\n', 'tanh]\n  momentum: [0.0, 1.0]\n'));
    const choose = async (of: string, item: string) => {
      await table.getByRole('button', { name: `More about ${of}`, exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    };
    await choose('act', 'Duplicate');
    await choose('momentum', 'Move up');
    await choose('act', 'Delete');
    await yamlBecomes(
      page,
      TEXT.replace('  act: [relu, tanh]\n', '  momentum: [0.0, 1.0]\n  act_2: [relu, tanh]\n'),
    );
  });

  it('moves a prior by dragging and by arrow keys, and its confidence up and down', async () => {
    const { page, table, field } = await editing();
    const handle = table.getByRole('slider', { name: 'Prior of lr, by dragging' });
    // Comes to rest before it is taken: what is said above the table may still move it.
    await handle.hover();
    const axis = await table.getByRole('img', { name: /lr/ }).boundingBox();
    const grip = await handle.boundingBox();
    if (axis === null || grip === null) {
      throw new Error('the axis is not drawn');
    }
    await page.mouse.down();
    // Straight along the axis: up or down would change the confidence.
    await page.mouse.move(axis.x + axis.width * 0.75, grip.y + grip.height / 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => field('Prior of lr').inputValue()).toMatch(/^0\.01[0-4]$/);
    const dragged = await yamlText(page);
    await handle.press('ArrowUp');
    await expect.poll(() => yamlText(page)).toContain('prior_confidence: medium}');
    await page.keyboard.press('Control+z');
    await yamlBecomes(page, dragged);
    await page.keyboard.press('Control+z');
    await yamlBecomes(page, TEXT);
  });

  it('is the surer of a prior the nearer its bar is dragged to the centre', async () => {
    const before = TEXT.replace('log: true', 'log: true, prior: 0.001');
    const { page, table } = await editing(before);
    const bar = table.getByTitle('Drag sideways: the nearer, the surer');
    await bar.hover();
    const [centre, at] = [
      await table.getByRole('slider', { name: 'Prior of lr, by dragging' }).boundingBox(),
      await bar.boundingBox(),
    ];
    if (centre === null || at === null) {
      throw new Error('the prior is not drawn');
    }
    await page.mouse.down();
    await page.mouse.move(centre.x + centre.width, at.y + at.height / 2, { steps: 8 });
    await page.mouse.up();
    await yamlBecomes(page, before.replace('prior: 0.001', 'prior: 0.001, prior_confidence: high'));
    await page.keyboard.press('Control+z');
    await yamlBecomes(page, before);
  });

  it('makes a parameter the fidelity, which has no prior', async () => {
    const { page, table } = await editing(TEXT.replace('log: true', 'prior: 0.01, prior_confidence: high'));
    await table.getByRole('button', { name: 'More about lr' }).click();
    await page.getByRole('menuitem', { name: 'Use as the fidelity' }).click();
    await yamlBecomes(page, TEXT.replace('log: true', 'is_fidelity: true'));
    await table.getByText('Fidelity').waitFor();
  });

  it('takes choices apart by commas, quotes those that need it, and removes them one by one', async () => {
    const { page, table, field } = await editing();
    await field('Add a choice to act').fill('gelu, no');
    await field('Add a choice to act').press('Enter');
    await yamlBecomes(page, TEXT.replace('[relu, tanh]', '[relu, tanh, gelu, "no"]'));
    await table.getByRole('button', { name: 'Remove relu from act' }).click();
    await table.getByRole('combobox', { name: 'Prior of act' }).selectOption('gelu');
    await yamlBecomes(page, TEXT.replace('[relu, tanh]', '{choices: [tanh, gelu, "no"], prior: gelu}'));
  });

  it('keeps what the text said while it can’t be read, and says so', async () => {
    const { page, form, table, field } = await editing();
    await form.paste(TEXT.replace('[relu, tanh]', '[relu, tanh'));
    await page.getByText('The YAML can’t be read just now: this is what it said before').waitFor();
    await expect.poll(() => field('Lower bound of lr').isDisabled()).toBe(true);
    expect(await field('Lower bound of lr').inputValue()).toBe('1e-5');
    await form.paste(TEXT);
    await field('Lower bound of lr').and(page.locator(':enabled')).waitFor();
    await table.getByRole('row', { name: /relu/ }).waitFor();
  });

  it('shows a space that lives in another file, and changes nothing of it', async () => {
    const { page } = await open(await serve());
    await newRunPage(page).writeYaml(
      TEXT.replace(/pipeline_space:\n(?: .*\n)+/, 'pipeline_space: space.yaml\n'),
    );
    await page
      .getByRole('region', { name: 'Search space' })
      .getByText(/space\.yaml/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Add parameter' }).waitFor({ state: 'detached' });
  });

  it('chooses several by Shift and Ctrl and changes them in one step each', async () => {
    const { page, table } = await editing(
      TEXT.replace('  act:', '  decay: {lower: 1e-6, upper: 1e-2, prior: 1e-4}\n  width: [8, 64]\n  act:'),
    );
    const before = await yamlText(page);
    const box = (name: string) => table.getByRole('checkbox', { name: `Select ${name}`, exact: true });
    const bar = page.getByRole('toolbar', { name: 'Selected parameters' });
    await box('decay').click();
    await box('act').click({ modifiers: ['Shift'] });
    await bar.getByText('3 selected').waitFor();
    await box('act').click();
    await bar.getByRole('button', { name: 'Log on for selected' }).click();
    await yamlBecomes(
      page,
      before
        .replace('prior: 1e-4}', 'prior: 1e-4, log: true}')
        .replace('[8, 64]', '{lower: 8, upper: 64, log: true}'),
    );
    await bar.getByRole('button', { name: 'Confidence high for selected' }).click();
    await expect.poll(() => yamlText(page)).toContain('log: true, prior_confidence: high}');
    await bar.getByRole('button', { name: 'Delete selected' }).click();
    await yamlBecomes(page, TEXT);
    for (const _ of ['delete', 'confidence', 'log']) {
      await page.getByRole('button', { name: 'Undo' }).click();
    }
    await yamlBecomes(page, before);
  });

  it('chooses and moves several by keys alone', async () => {
    const { page, table } = await editing(TEXT.replace('  act:', '  width: [8, 64]\n  act:'));
    const names = () =>
      table
        .getByRole('textbox', { name: /^Name of/ })
        .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
    await table.getByRole('checkbox', { name: 'Select width' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+Space');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(names).toEqual(['width', 'act', 'lr']);
    await page.keyboard.press('Control+a');
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 selected').waitFor({ state: 'detached' });
    await page.keyboard.press('Delete');
    await expect.poll(names).toEqual(['width', 'lr']);
  });
});
