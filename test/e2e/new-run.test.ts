import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusOf, TRIVIAL, trialsOf } from '#test/support/command-line.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { yamlBecomes } from './pages/yaml-text.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open, cleans } = servedTests();

const FAULTY = `evaluate_pipeline: objective.mjs:objectiv
pipeline_space:
  x: {lower: 1.0, upper: 0.0}
  y: [a, b]
root_directory: tuned
max_evaluation_total: 3
optimizer: random_search
`;

const CORRECT = `evaluate_pipeline: objective.mjs:objective  # lives beside this file
pipeline_space:
  x: {lower: 0.0, upper: 1.0}
  y: [a, b]
root_directory: tuned
max_evaluations_total: 3
optimizer: random_search
`;

describe('a document that was started', () => {
  it('says so, and leads to the run, to the next directory and to a new draft; each can be taken back', async () => {
    writeFileSync(join(folder(), 'objective.mjs'), TRIVIAL);
    cleans(join(folder(), 'tuned'));
    const { page } = await open(await serve());
    const run = await (await newRunPage(page).writeYaml(CORRECT)).start();
    await run.reaches('Finished');
    const newRun = page.getByRole('navigation').getByRole('link', { name: 'New run' });
    const bar = page.getByRole('region', { name: 'Started' });
    await newRun.click();
    await expect.poll(() => bar.innerText()).toMatch(/^Started as tuned .*[^;]\./);
    await bar.getByRole('button', { name: 'Open run' }).click();
    await run.reaches('Finished');

    await newRun.click();
    await bar.getByRole('button', { name: 'Same in a new directory' }).click();
    const next = CORRECT.replace('root_directory: tuned', 'root_directory: tuned-2');
    await yamlBecomes(page, next);
    await bar.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await yamlBecomes(page, CORRECT);
    await page.getByRole('textbox', { name: 'Evaluations', exact: true }).fill('4');
    await expect.poll(() => bar.innerText()).toContain('; changed since.');

    await bar.getByRole('button', { name: 'New draft' }).click();
    await page.getByText('Set up a run').waitFor();
    expect(await bar.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await bar.waitFor();
  });
});

describe('a new run', () => {
  it('shows every problem of a pasted text at its line, and starts when they are mended', async () => {
    writeFileSync(join(folder(), 'objective.mjs'), TRIVIAL);
    cleans(join(folder(), 'tuned'));
    const { page } = await open(await serve());
    const form = await newRunPage(page).writeYaml(FAULTY);
    await page
      .getByRole('main')
      .getByRole('status')
      .getByText(/Fix \d problems to start/)
      .waitFor();
    // The page's own findings come first, those of the engine a moment later.
    await expect
      .poll(form.problems)
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/objectiv\b.*objective.*Line 1$/),
          expect.stringMatching(/\bx\b.*Line 3$/),
          expect.stringMatching(/max_evaluation_total.*max_evaluations_total.*Line 6$/),
        ]),
      );
    expect(await form.startButton.isDisabled()).toBe(true);
    const reason = await form.startButton.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${reason}"]`).textContent()).toMatch(/Fix \d problems to start/);
    for (const [line, words] of [
      ['x: {lower: 1.0, upper: 0.0}', /lower/],
      ['max_evaluation_total: 3', /is not a key of a run/],
    ] as const) {
      await page.locator('.cm-problem-error').filter({ hasText: line }).filter({ hasText: words }).waitFor();
    }
    const row = page.getByRole('table', { name: 'Search space' }).getByRole('row', { name: /^y\b/ });
    await expect.poll(() => row.innerText()).toContain('a');

    await form.paste(CORRECT);
    const run = await form.start({ workers: 2 });
    await run.reaches('Finished');
    await run.completes(3);
    const trials = await trialsOf(join(folder(), 'tuned'));
    expect(trials.map(({ state }) => state)).toEqual(['success', 'success', 'success']);
    const record = readFileSync(join(folder(), 'tuned', '.incumbent', 'run.yaml'), 'utf8');
    expect(record).toContain('# lives beside this file');
  });

  it('names a file that is not there in both forms, and one that is near', async () => {
    writeFileSync(join(folder(), 'objective.mjs'), TRIVIAL);
    const { page } = await open(await serve());
    const form = await newRunPage(page).writeYaml(CORRECT.replace('objective.mjs', 'objektive.mjs'));
    await page.getByRole('main').getByRole('status').getByText('Fix 1 problem to start').waitFor();
    const [problem = ''] = await form.problems();
    expect(problem).toContain('objektive.mjs');
    expect(problem).toContain(join(folder(), 'objektive.mjs'));
    expect(problem).toContain('objective.mjs');
  });

  it('copes with blanks, umlauts and signs in every name', async () => {
    const place = join(folder(), 'Größe & Co #1 100% (neu)');
    mkdirSync(place);
    writeFileSync(join(place, 'mein zïel.mjs'), TRIVIAL);
    const file = join(place, 'lauf #2.yaml');
    writeFileSync(
      file,
      CORRECT.replace('objective.mjs:objective', "'mein zïel.mjs:objective'").replace(
        'root_directory: tuned',
        "root_directory: 'läufe/erster lauf #3 50%'",
      ),
    );
    const root = join(place, 'läufe', 'erster lauf #3 50%');
    cleans(root);
    const { page } = await open(await serve());
    const run = await (await newRunPage(page).openYaml(file)).start();
    await run.reaches('Finished');
    await run.draws(3);
    await page.getByRole('heading', { name: 'erster lauf #3 50%', level: 1 }).waitFor();
    const drawer = await run.openTrial('2');
    await drawer.getByRole('tab', { name: 'Log' }).click();
    await drawer.getByText('Nothing was printed.').waitFor();
    await page.reload();
    await drawer.getByText('Nothing was printed.').waitFor();
    expect((await statusOf(root)).counts.success).toBe(3);
  });

  it('says where a Python was looked for when there is none, before anything is started', async () => {
    writeFileSync(join(folder(), 'own.py'), 'def train(x, y):\n    return x\n');
    const { page } = await open(await serve());
    const form = await newRunPage(page).writeYaml(
      `${CORRECT.replace('objective.mjs:objective', 'own.py:train')}incumbent:\n  python: /nowhere/python3\n`,
    );
    await page.getByRole('main').getByRole('status').getByText('Fix 1 problem to start').waitFor();
    await expect.poll(form.problems).toEqual([expect.stringContaining('/nowhere/python3')]);
  });

  it.skipIf(PYTHON_MISSING !== '')(
    `tunes a Python function of one's own; what it prints is in the trial's log${PYTHON_MISSING}`,
    async () => {
      const root = join(folder(), 'tuned');
      cleans(root);
      writeFileSync(
        join(folder(), 'own.py'),
        `import logging


def train(x, y, pipeline_directory):
    print('training with', x, y, 'in', pipeline_directory.name)
    logging.getLogger('own').warning('a warning of mine')
    return {'loss': (x - 0.3) ** 2, 'cost': 2, 'learning_curve': [1.0, 0.5], 'info_dict': {'y': y}}
`,
      );
      const file = join(folder(), 'own.yaml');
      writeFileSync(file, CORRECT.replace('objective.mjs:objective', 'own.py:train'));
      const { page } = await open(await serve());
      const form = await newRunPage(page).openYaml(file);
      await page
        .getByRole('region', { name: 'Pipeline' })
        .getByText(/python3?/)
        .first()
        .waitFor();
      const run = await form.start();
      await run.reaches('Finished');
      await run.completes(3);

      const drawer = await run.openTrial('2');
      await drawer.getByRole('tab', { name: 'Log' }).click();
      const log = drawer.getByRole('region', { name: 'Log of trial 2' });
      await log.getByText('a warning of mine').waitFor();
      const [trial] = (await trialsOf(root)).filter(({ trial: name }) => name === '2');
      await expect
        .poll(() => log.innerText())
        .toContain(`training with ${trial?.config.x} ${trial?.config.y} in config_2`);
      expect(readFileSync(join(root, 'results', 'config_2', 'log.txt'), 'utf8')).toContain('training with');
      await drawer.getByRole('tab', { name: 'Result' }).click();
      await drawer.getByRole('img', { name: /^Learning curve/ }).waitFor();
      await expect.poll(() => drawer.getByRole('tabpanel').innerText()).toContain(String(trial?.loss));
    },
  );
});
