import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import { TRIVIAL } from '#test/support/command-line.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { runPage } from './pages/run-page.ts';
import { spaceForm } from './pages/space-form.ts';
import { yamlBecomes, yamlText } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open, cleans } = servedTests();

const MANUAL = readFileSync(new URL('../core/config/manual-example.yaml', import.meta.url), 'utf8');
const FUNCTION = 'name_of_your_run_pipeline_function';

/** The manual's function, where its YAML says it is. */
function writeManualFunction(): void {
  const place = join(folder(), 'path', 'to', 'your');
  mkdirSync(place, { recursive: true });
  const names = 'batch_size, optimizer, alpha, n_layers, learning_rate, epochs';
  writeFileSync(
    join(place, 'run_pipeline.py'),
    `def ${FUNCTION}(${names}):\n    return (alpha - 0.3) ** 2 + n_layers / epochs\n`,
  );
}

function meaning(text: string) {
  const { settings, space, problems } = parseRun({ text, file: null, readText: () => null });
  return { settings, space, errors: problems.filter(({ severity }) => severity === 'error') };
}

/** Everything that the manual page's YAML says, by clicks and fields alone. */
async function rebuildManual(page: Page): Promise<void> {
  const form = spaceForm(page);
  const main = page.getByRole('main');
  await main.getByRole('button', { name: 'Blank' }).click();
  await main.getByRole('button', { name: 'Choose a file…' }).click();
  const dialog = page.getByRole('dialog');
  for (const entry of ['path', 'to', 'your', 'run_pipeline.py']) {
    await dialog.getByRole('list', { name: 'Contents' }).getByText(entry, { exact: true }).click();
  }
  await dialog.waitFor({ state: 'detached' });
  await main.getByRole('combobox', { name: 'Function of the file' }).selectOption(FUNCTION);
  await form.field('Root directory').fill('neps_results');

  await form.add('batch_size');
  await form.becomes('batch_size', 'constant');
  await form.field('Value of batch_size').fill('64');
  await form.add('optimizer');
  await form.becomes('optimizer', 'categorical');
  for (const choice of ['0.0', '1.0']) {
    await form.table.getByRole('button', { name: `Remove ${choice} from optimizer` }).click();
    if (choice === '0.0') {
      await form.field('Add a choice to optimizer').fill('adam, sgd, adamw');
      await form.field('Add a choice to optimizer').press('Enter');
    }
  }
  await form.add('alpha');
  await form.bounds('alpha', '0.01', '1.0');
  await form.add('n_layers');
  await form.becomes('n_layers', 'integer');
  await form.bounds('n_layers', '1', '10');
  await form.add('learning_rate');
  await form.bounds('learning_rate', '1e-5', '1e-1');
  await form.row('learning_rate').getByRole('checkbox', { name: 'log' }).click();
  await form.field('Prior of learning_rate').fill('1e-3');
  await form.field('Prior of learning_rate').press('Enter');
  await form.row('learning_rate').getByRole('radio', { name: 'High' }).check();
  await form.add('epochs');
  await form.becomes('epochs', 'integer');
  await form.bounds('epochs', '5', '20');
  await form.fromMenu('epochs', 'Use as the fidelity');

  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await part('Budget').getByRole('textbox', { name: 'Evaluations', exact: true }).fill('100');
  await part('Errors').getByRole('checkbox', { name: 'After an error' }).uncheck();
  await part('Optimizer').getByRole('button', { name: 'Choose another' }).click();
  await part('Optimizer').getByRole('radio', { name: 'Bayesian optimization', exact: true }).check();
  await part('Optimizer').getByRole('textbox', { name: 'initial_design_size' }).fill('5');
  await part('Optimizer').getByRole('combobox', { name: 'surrogate_model' }).selectOption('gp');
}

describe('a run that is set up by hand', () => {
  it('is the manual page’s YAML, by clicks alone; ten steps are taken back one by one', async () => {
    writeManualFunction();
    const { page } = await open(await serve());
    await page.getByRole('navigation').getByRole('link', { name: 'New run' }).click();
    await rebuildManual(page);
    await expect.poll(async () => meaning(await yamlText(page))).toEqual(meaning(MANUAL));

    const last = await yamlText(page);
    const steps: string[] = [last];
    for (let step = 0; step < 10; step += 1) {
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect.poll(() => yamlText(page)).not.toBe(steps.at(-1));
      steps.push(await yamlText(page));
    }
    expect(new Set(steps).size).toBe(11);
    for (const text of steps.slice(0, -1).toReversed()) {
      await page.getByRole('button', { name: 'Redo' }).click();
      await yamlBecomes(page, text);
    }
  });

  it.skipIf(PYTHON_MISSING !== '')(
    `runs as the manual page prints it, with a note about its fidelity${PYTHON_MISSING}`,
    async () => {
      writeManualFunction();
      const root = join(folder(), 'neps_results');
      cleans(root);
      const file = join(folder(), 'config.yaml');
      writeFileSync(file, MANUAL);
      const { page } = await open(await serve());
      const form = await newRunPage(page).openYaml(file);
      await form.ready();
      expect(await form.problems()).toContainEqual(expect.stringMatching(/^Note.*fidelity/));
      const run = await form.start({ workers: 2 });
      await run.reaches('Running');
      await run.completes(12);
    },
  );

  it('needs no mouse, from nothing to a run', async () => {
    writeFileSync(join(folder(), 'objective.mjs'), TRIVIAL);
    cleans(join(folder(), 'tuned'));
    const { page } = await open(await serve());
    const tabTo = async (isIt: string) => {
      for (let presses = 0; presses < 300; presses += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(`(${isIt})(document.activeElement)`)) {
          return;
        }
      }
      const where = await page.evaluate('document.activeElement?.outerHTML.slice(0, 300)');
      throw new Error(`Tab does not lead there: ${isIt}, but at last to ${where}`);
    };
    const named = (name: string) => `(it) => it?.getAttribute('aria-label') === ${JSON.stringify(name)}`;
    const reading = (words: string) => `(it) => it?.textContent === ${JSON.stringify(words)}`;
    const type = async (name: string, text: string) => {
      await tabTo(named(name));
      await page.keyboard.press('Control+a');
      await page.keyboard.type(text);
    };
    await page.keyboard.press('Control+k');
    await page.keyboard.type('New run');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Blank' }).waitFor();
    await tabTo(reading('Blank'));
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Function', exact: true }).waitFor();
    await type('Function', 'objective.mjs:objective');
    await type('Root directory', 'tuned');
    await tabTo(reading('Add parameter'));
    await page.keyboard.press('Enter');
    await type('Name of parameter', 'x');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Name of x', exact: true }).waitFor();
    await tabTo(named('Prior of x, by dragging'));
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => yamlText(page)).toContain('prior: 0.52');
    await type('Evaluations', '3');
    // Before the last change was checked: the dialog comes once it was.
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Start' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/run\//);
    await runPage(page).reaches('Finished');
  });
});
