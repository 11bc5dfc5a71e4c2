import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { yamlBecomes, yamlText } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open } = servedTests();

const PYTHON = `from typing import Literal

def train(learning_rate: float = 1e-3, momentum: float = 0.9, layers: int = 3,
          act: Literal["relu", "gelu"] = "gelu", nesterov: bool = False, pipeline_directory=None):
    return learning_rate

def evaluate(width, depth):
    return width
`;

async function editing(text: string, files: Readonly<Record<string, string>> = { 'train.py': PYTHON }) {
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder(), name), content);
  }
  const { page } = await open(await serve());
  await newRunPage(page).writeYaml(text);
  const part = page.getByRole('region', { name: 'Pipeline', exact: true });
  await part.waitFor();
  return { page, part };
}

describe.skipIf(PYTHON_MISSING !== '')(`a file that Python can not read${PYTHON_MISSING}`, () => {
  it('is told beside the function at the place in that file, until the file is mended', async () => {
    const text =
      'evaluate_pipeline: train.py:train\npipeline_space:\n  x: [0.0, 1.0]\nmax_evaluations_total: 3\n';
    const { page, part } = await editing(text, { 'train.py': 'def train(x):\n    return = x\n' });
    await part.getByText(/Expected a file that Python \S+ can read, found return = x/).waitFor();
    await part.getByText('train.py:2:12', { exact: true }).waitFor();
    await page.getByRole('main').getByText('Fix 1 problem to start').first().waitFor();
    // The second line of the YAML has nothing to do with it.
    expect(await page.locator('.cm-problem-error').count()).toBe(0);
    writeFileSync(join(folder(), 'train.py'), 'def train(x):\n    return x\n');
    await part.getByText('train.py:2:12', { exact: true }).waitFor({ state: 'detached' });
    await page
      .getByRole('main')
      .getByRole('button', { name: 'Start…' })
      .and(page.locator(':not([aria-disabled])'))
      .waitFor();
  });
});

describe('the function of a pipeline', () => {
  it('is chosen among those of its file, and fills the search space in one step', async () => {
    const before = 'evaluate_pipeline: train.py\npipeline_space:\nmax_evaluations_total: 3\n';
    const { page, part } = await editing(before);
    const functions = part.getByRole('list', { name: 'Functions of the file' });
    await functions.getByText('train(learning_rate: float = 1e-3, momentum: float = 0.9').waitFor();
    await functions.getByRole('button', { name: 'Use train' }).click();
    const named = before.replace('train.py', 'train.py:train');
    await yamlBecomes(page, named);
    await functions.waitFor({ state: 'detached' });
    await part.getByRole('button', { name: 'Add parameters from the signature' }).click();
    const space = [
      '  learning_rate: {lower: 1.0e-05, upper: 0.1, log: true, prior: 0.001}',
      '  momentum: {lower: 0.0, upper: 1.0, prior: 0.9}',
      '  layers: {lower: 1, upper: 12, prior: 3}',
      '  act: {choices: [relu, gelu], prior: gelu}',
      '  nesterov: {choices: [true, false], prior: false}',
    ];
    await yamlBecomes(page, named.replace('_space:\n', `_space:\n${space.join('\n')}\n`));
    await page
      .getByRole('table', { name: 'Search space' })
      .getByRole('row', { name: /nesterov/ })
      .waitFor();
    await page.keyboard.press('Control+z');
    await yamlBecomes(page, named);
  });

  it('says where it and the search space do not fit, and mends it with a click each', async () => {
    const text = `evaluate_pipeline: train.py:evaluate
pipeline_space:
  widht: [1, 8]  # of a layer
  lr: [0.0, 1.0]
max_evaluations_total: 3
`;
    const { page, part } = await editing(text);
    const found = part.getByRole('list', { name: 'Where function and search space do not fit' });
    await expect
      .poll(() => found.getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringContaining('widht is in the search space, evaluate takes width.'),
        expect.stringContaining('depth is an argument of evaluate without a value'),
        expect.stringContaining('lr is in the search space, but evaluate does not take it.'),
      ]);
    await found.getByRole('button', { name: 'Rename to width' }).click();
    await found.getByRole('button', { name: 'Add depth' }).click();
    await found.getByRole('button', { name: 'Remove lr' }).click();
    await yamlBecomes(page, text.replace('widht', 'width').replace('lr:', 'depth:'));
    await found.waitFor({ state: 'detached' });
  });

  it('is read from JavaScript too', async () => {
    const text = 'evaluate_pipeline: train.mjs:train\npipeline_space:\nmax_evaluations_total: 3\n';
    const code = 'export function train({ lr = 0.01, width }) { return lr * width; }\n';
    const { page, part } = await editing(text, { 'train.mjs': code });
    await part.getByText('train({ lr = 0.01, width })').waitFor();
    await part.getByRole('button', { name: 'Add parameters from the signature' }).click();
    const space = '  lr: {lower: 0.0001, upper: 1.0, log: true, prior: 0.01}\n  width: [0.0, 1.0]\n';
    await yamlBecomes(page, text.replace('_space:\n', `_space:\n${space}`));
  });
});

const SPACE =
  'pipeline_space:\n  lr: [0.0, 1.0]\n  epochs: {lower: 2, upper: 8, is_fidelity: true}\nmax_evaluations_total: 3\n';

describe('a blank form', () => {
  it('leads to a run that can be started without a line of YAML written', async () => {
    writeFileSync(join(folder(), 'train.py'), PYTHON);
    const { page } = await open(await serve());
    await page.getByRole('navigation').getByRole('link', { name: 'New run' }).click();
    await page.getByRole('button', { name: 'Blank', exact: true }).click();
    await page.getByText('Fix 2 problems to start').first().waitFor();
    const part = page.getByRole('region', { name: 'Pipeline', exact: true });
    await part.getByRole('textbox', { name: 'Function' }).fill('train.py');
    await part.getByRole('combobox', { name: 'Function of the file' }).selectOption('train');
    await part.getByRole('button', { name: 'Add parameters from the signature' }).click();
    await page
      .getByRole('main')
      .getByRole('button', { name: 'Start…' })
      .and(page.locator(':not([aria-disabled])'))
      .waitFor();
    const rows = page.getByRole('table', { name: 'Search space' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(6);
  });
});

describe.skipIf(PYTHON_MISSING !== '')(`the choice of a Python${PYTHON_MISSING}`, () => {
  it('offers those that are found with what the function imports, and writes the one that is chosen', async () => {
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(folder(), '.venv')]);
    const code = 'import json, no_such_package\ndef train(lr, epochs):\n    return lr\n';
    const text = `evaluate_pipeline: train.py:train\n${SPACE}`;
    const { page, part } = await editing(text, { 'train.py': code });
    await part.getByRole('button', { name: 'Choose another Python' }).click();
    const choice = part.getByRole('radiogroup', { name: 'Python' });
    const offer = choice.getByRole('radio', { name: /, \.venv$/ });
    await offer.waitFor();
    await choice.getByText('Lacks no_such_package.').first().waitFor();
    await offer.click();
    await yamlBecomes(page, `${text}incumbent: {python: ".venv"}\n`);
    await choice.getByRole('textbox', { name: /^Other/ }).fill('python3');
    await choice.getByRole('button', { name: 'Use this' }).click();
    await yamlBecomes(page, `${text}incumbent: {python: python3}\n`);
    await choice.getByRole('radio', { name: 'Automatic' }).check();
    await expect.poll(() => yamlText(page)).not.toContain('python3');
  });

  it('can be left before all were asked', async () => {
    const script = `#!/bin/sh\necho $$ > ${join(folder(), 'asked')}\nexec sleep 600\n`;
    mkdirSync(join(folder(), 'env', 'bin'), { recursive: true });
    writeFileSync(join(folder(), 'env', 'bin', 'python3'), script, { mode: 0o755 });
    const { part } = await editing(`evaluate_pipeline: train.py:train\n${SPACE}`);
    await part.getByRole('button', { name: 'Choose another Python' }).click();
    // The shell makes the file before it writes into it.
    const asked = () =>
      existsSync(join(folder(), 'asked')) ? readFileSync(join(folder(), 'asked'), 'utf8') : '';
    await expect.poll(asked).toMatch(/^\d+\n$/);
    await part.getByRole('button', { name: 'Cancel the search' }).click();
    await part.getByText('found').waitFor();
    const pid = Number(asked());
    await expect.poll(() => isAlive(pid)).toBe(false);
  });
});

describe('a test of the pipeline', () => {
  it('shows configuration, prints and result of a Python function', async () => {
    const code =
      'def train(lr, epochs):\n    print("training", epochs)\n    return {"loss": 0.25, "cost": 3}\n';
    const { part } = await editing(`evaluate_pipeline: train.py:train\n${SPACE}`, { 'train.py': code });
    await part.locator('button:not([aria-disabled])', { hasText: 'Test once' }).click();
    await part.getByText('Loss 0.25').waitFor();
    await part.getByText(/^lr=.* epochs=2$/).waitFor();
    await part.getByRole('region', { name: 'Output of the test' }).getByText('training 2').waitFor();
    await expect
      .poll(() => part.getByText('Loss 0.25').locator('..').innerText())
      .toMatch(/, cost 3\.000 in \d+\.\d\d s$/);
  });

  it('shows the traceback of a JavaScript function that fails', async () => {
    const code = 'export function train({ lr }) { throw new RangeError("too hot"); }\n';
    const { part } = await editing(`evaluate_pipeline: train.mjs:train\n${SPACE}`, { 'train.mjs': code });
    await part.locator('button:not([aria-disabled])', { hasText: 'Test once' }).click();
    await part.getByRole('alert').getByText('too hot').waitFor();
    const traceback = part.getByRole('region', { name: 'Traceback of the test' });
    await traceback.getByText('train.mjs:1').first().waitFor();
  });

  it('can be cancelled, which ends its process', async () => {
    const code =
      'import os, time\ndef train(lr, epochs):\n    print("pid", os.getpid(), flush=True)\n    time.sleep(600)\n';
    const { part } = await editing(`evaluate_pipeline: train.py:train\n${SPACE}`, { 'train.py': code });
    await part.locator('button:not([aria-disabled])', { hasText: 'Test once' }).click();
    const output = part.getByRole('region', { name: 'Output of the test' });
    await output.getByText(/pid \d+\s/).waitFor();
    const pid = Number((await output.innerText()).replace(/\D/g, ''));
    expect(pid).toBeGreaterThan(1);
    await part.getByRole('button', { name: 'Cancel test' }).click();
    await part.getByText('The test was cancelled').waitFor();
    await expect.poll(() => isAlive(pid)).toBe(false);
    await part.locator('button:not([aria-disabled])', { hasText: 'Test once' }).waitFor();
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
