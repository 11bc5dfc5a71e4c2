import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../../support/demo-browser.ts';
import type { DemoOptions } from '../../support/demo-engine.ts';
import { DEMO_YAML } from '../../support/demo-files.ts';

const browser = demoBrowser();

async function openNewRun(text: string, options: DemoOptions = {}) {
  const opened = await browser.open({ address: '/new', ...options });
  const yaml = opened.page.getByRole('textbox', { name: 'YAML' });
  await yaml.fill(text);
  return { ...opened, yaml };
}

describe('the New run screen', () => {
  it('shows the search space as a table with its axes', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    const table = page.getByRole('table', { name: 'Search space' });
    await table.getByRole('row', { name: /learning_rate/ }).waitFor();
    await expect.poll(() => table.getByRole('row').count()).toBe(8);
    await table.getByRole('img', { name: 'Prior of momentum and 20 draws from it' }).waitFor();
    await expect.poll(() => table.getByRole('row', { name: /^epochs/ }).innerText()).toContain('Fidelity');
  });

  it('tells optimizer, interpreter and root', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    await page.getByRole('region', { name: 'Optimizer' }).getByText('Random search').waitFor();
    await page.getByText('3.12.4, .venv above the file').waitFor();
    await page.getByRole('heading', { name: 'resnet-wide', level: 1 }).waitFor();
  });

  it('asks what becomes of relative paths where its file is typed into another folder', async () => {
    const { page } = await openNewRun('root_directory: results/a\n');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search runs and commands' }).fill('Save as');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Save as' });
    const path = dialog.getByRole('textbox', { name: 'Path' });
    const rewrite = dialog.getByRole('checkbox', { name: /^Rewrite its relative paths/ });
    await path.fill('other/run.yaml');
    await rewrite.waitFor();
    await path.fill('second.yaml');
    await rewrite.waitFor({ state: 'detached' });
    await path.fill('~/run.yaml');
    await rewrite.waitFor();
    await path.fill('~/code/run.yaml');
    await rewrite.waitFor({ state: 'detached' });
  });

  it('asks it once it knows what they mean, and keeps to what was answered', async () => {
    let answer = () => {};
    const checked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { page } = await openNewRun(DEMO_YAML, { checked });
    await page.keyboard.press('Control+Shift+s');
    const dialog = page.getByRole('dialog', { name: 'Save as' });
    const path = dialog.getByRole('textbox', { name: 'Path' });
    const rewrite = dialog.getByRole('checkbox', { name: /^Rewrite its relative paths/ });
    await path.fill('other/run.yaml');
    await rewrite.waitFor();
    expect([await rewrite.isDisabled(), await rewrite.isChecked()]).toEqual([true, false]);
    await dialog.getByText('Looking at what its relative paths mean…').first().waitFor({ state: 'attached' });
    answer();
    await expect.poll(() => rewrite.isChecked()).toBe(true);
    await rewrite.uncheck();
    await path.fill('third/run.yaml');
    await expect.poll(() => dialog.getByRole('button', { name: 'Save', exact: true }).isEnabled()).toBe(true);
    expect(await rewrite.isChecked()).toBe(false);
  });

  it('tells how an optimizer works, out of the manual', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    const part = page.getByRole('region', { name: 'Optimizer' });
    await part.getByRole('button', { name: 'How it works' }).click();
    await part
      .getByRole('region', { name: 'Manual of Random search' })
      .getByText(/^Source: /)
      .waitFor();
  });

  it('says at the start how other machines take part', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    await page.locator('button:not([aria-disabled])', { hasText: 'Start…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Start' });
    await dialog.getByText('Run workers elsewhere').click();
    await dialog.getByText(/^incumbent worker \S+\/resnet-wide$/).waitFor();
  });

  it('says once more at the start what keeps nobody from it', async () => {
    const extra = 'pipeline_space:\n  extra: {lower: 0.0, upper: 1.0, prior_confidence: high}\n';
    const { page } = await openNewRun(DEMO_YAML.replace('pipeline_space:\n', extra));
    await page.locator('button:not([aria-disabled])', { hasText: 'Start…' }).click();
    const warnings = page.getByRole('dialog', { name: 'Start' }).getByRole('list', { name: 'Warnings' });
    await warnings.getByText(/^prior_confidence of extra has no effect/).waitFor();
  });

  it('marks a mistake at its line, in its row and under Problems, and blocks the start', async () => {
    const { page } = await openNewRun(DEMO_YAML.replace('lower: 1.0e-6', 'lower: -1.0'));
    await page.getByText('Fix 1 problem to start').first().waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Start…' }).isDisabled()).toBe(true);
    const row = page.getByRole('table', { name: 'Search space' }).getByRole('row', { name: /^weight_decay/ });
    await row
      .getByText(/weight_decay/)
      .first()
      .waitFor();
    await page.locator('.cm-lintRange-error').waitFor();
    await page.getByRole('tab', { name: 'Problems' }).click();
    const panel = page.getByRole('tabpanel', { name: 'Problems' });
    await expect.poll(() => panel.getByRole('listitem').first().innerText()).toContain('Line 12');
  });

  it('goes to the line of a problem', async () => {
    const { page, yaml } = await openNewRun(DEMO_YAML.replace('lower: 1.0e-6', 'lower: -1.0'));
    await page.getByRole('tab', { name: 'Problems' }).click();
    await page.getByRole('tabpanel').getByRole('button', { name: 'Line 12' }).click();
    await waitUntil(() => yaml.evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await expect.poll(() => page.evaluate(() => window.getSelection()?.toString())).toContain('lower: -1.0');
  });

  it('keeps what a text said while it can not be read, with what is wrong with it now', async () => {
    const { page, yaml } = await openNewRun(DEMO_YAML);
    const evaluations = page.getByRole('navigation', { name: 'Sections' }).getByText('100 evaluations');
    await evaluations.waitFor();
    await yaml.fill(DEMO_YAML.replace('lower: 1.0e-6', 'lower: {1.0e-6'));
    await page
      .getByText(/^Fix \d problems? to start/)
      .first()
      .waitFor();
    await page.getByText('this is what it said before').waitFor();
    await page.getByRole('heading', { name: 'resnet-wide', level: 1 }).waitFor();
    await evaluations.waitFor();
  });

  it('draws of a long space what is near to what is seen, the rest when it comes there', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `  p${index}: [0.0, 1.0]`).join('\n');
    const { page } = await openNewRun(`evaluate_pipeline: train.py:train\npipeline_space:\n${many}\n`);
    const table = page.getByRole('table', { name: 'Search space' });
    await table.getByRole('textbox', { name: 'Name of p0', exact: true }).waitFor();
    const last = table.getByRole('row', { name: /^p199/ });
    await expect.poll(() => last.textContent()).toBe('p1990.0 to 1.0');
    expect(await last.getByRole('textbox').count()).toBe(0);
    await last.scrollIntoViewIfNeeded();
    await table.getByRole('textbox', { name: 'Name of p199', exact: true }).waitFor();
    expect(await table.getByRole('textbox', { name: 'Name of p100', exact: true }).count()).toBe(0);
  });

  it('lets a new parameter be named at once', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    await page.getByRole('button', { name: 'Add parameter', exact: true }).click();
    const name = page.getByRole('textbox', { name: 'Name of parameter', exact: true });
    await name.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('dropout');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name of dropout', exact: true }).waitFor();
  });

  it('lets go of a problem once it is mended', async () => {
    const { page, yaml } = await openNewRun(
      DEMO_YAML.replace('optimizer: random_search', 'optimizer: randm_search'),
    );
    await page.getByText('Fix 1 problem to start').first().waitFor();
    await yaml.fill(DEMO_YAML);
    await page.getByRole('button', { name: 'Start…' }).and(page.locator(':not([aria-disabled])')).waitFor();
    await expect.poll(() => page.locator('.cm-lintRange-error').count()).toBe(0);
  });

  it('previews the first configurations', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    await page.getByRole('tab', { name: 'Preview' }).click();
    const preview = page.getByRole('table', { name: 'Preview' });
    await waitUntil(async () => (await preview.getByRole('row').count()) === 21);
    await preview.getByRole('columnheader', { name: 'learning_rate' }).waitFor();
  });

  it('keeps what was typed over a reload, and the text of a tab that was left', async () => {
    const { page, yaml } = await openNewRun('root_directory: /tmp/kept\n');
    await page.getByRole('tab', { name: 'Problems' }).click();
    await page.getByRole('tab', { name: 'YAML' }).click();
    await expect.poll(() => yaml.innerText()).toContain('/tmp/kept');
    await page.reload();
    await yaml.getByText('/tmp/kept').waitFor();
  });

  it('takes back and repeats what was typed, with the keys of every editor', async () => {
    const { page, yaml } = await openNewRun('');
    await yaml.click();
    // Keys that come far apart are steps of their own.
    await page.keyboard.insertText('seed: 1');
    await yaml.getByText('seed').waitFor();
    await page.keyboard.press('Control+z');
    await waitUntil(async () => !(await yaml.innerText()).includes('seed'));
    await page.keyboard.press('Control+y');
    await yaml.getByText('seed').waitFor();
  });

  it('begins with a template', async () => {
    const { page, yaml } = await openNewRun('');
    await page.getByRole('button', { name: 'JavaScript function' }).click();
    await yaml.getByText('train.mjs:train').waitFor();
    await page.getByRole('button', { name: 'Use a template' }).click();
    await page.getByRole('menuitem', { name: 'Handwritten digits' }).click();
    await yaml.getByText('~/runs/resnet-wide').waitFor();
    await page.getByRole('status', { name: 'File' }).getByText('run.yaml').waitFor();
  });

  it('shows only the tabs that do something', async () => {
    const { page } = await openNewRun(DEMO_YAML);
    const tabs = await page.getByRole('tab').allInnerTexts();
    expect(tabs.map((tab) => tab.trim().split('\n')[0])).toEqual([
      'YAML',
      'Python',
      'Preview',
      expect.stringContaining('Problems'),
    ]);
  });

  it('leaves the editor with Tab', async () => {
    const { page, yaml } = await openNewRun('seed: 1\n');
    await yaml.focus();
    await page.keyboard.press('Tab');
    await expect.poll(() => yaml.evaluate((element) => element === document.activeElement)).toBe(false);
  });
});
