import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newRunPage } from './pages/new-run-page.ts';
import { spaceForm } from './pages/space-form.ts';
import { servedTests } from './served-tests.ts';

const { serve, open } = servedTests();

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/imports/${name}`, import.meta.url), 'utf8');

const EMPTY = 'evaluate_pipeline: train.py:train\npipeline_space:\nmax_evaluations_total: 3\n';

describe('importing', () => {
  it('a run of each version of the library fills the form, and a note tells each older key', async () => {
    const { page } = await open(await serve());
    const form = await newRunPage(page).writeYaml('');
    for (const [version, older] of [
      ['0.12', ['run_pipeline', 'budget', 'searcher']],
      ['0.13', ['objective_value_on_error']],
      ['0.14', []],
      ['0.15', ['evaluations_to_spend', 'overwrite_root_directory']],
      ['0.16', ['evaluations_to_spend', 'cost_to_spend', 'write_summary_to_disk']],
    ] as const) {
      await form.paste(fixture(`run-of-${version}.yaml`));
      const { field, row } = spaceForm(page);
      await expect
        .poll(() => field('Prior of learning_rate').inputValue(), { message: version })
        .toBe('1e-3');
      const high = row('learning_rate').getByRole('radio', { name: 'High' });
      await expect.poll(() => high.isChecked(), { message: version }).toBe(true);
      await expect.poll(() => field('Evaluations').inputValue(), { message: version }).toBe('12');
      for (const key of older) {
        // The engine's word comes a moment after the form's.
        await expect
          .poll(() => form.problems(), { message: version })
          .toContainEqual(expect.stringMatching(new RegExp(`^Note.*${key}`)));
      }
    }
  });

  it.each(['run-of-0.12.yaml', 'run-of-0.16.yaml', 'space.py', 'space.json'])(
    'the parameters of %s, pasted',
    async (name) => {
      const { page } = await open(await serve());
      await newRunPage(page).writeYaml(EMPTY);
      await page.getByRole('button', { name: 'Paste YAML or Python' }).click();
      const dialog = page.getByRole('dialog', { name: 'Paste parameters' });
      await dialog.getByRole('textbox', { name: 'Text' }).fill(fixture(name));
      await dialog.getByRole('button', { name: 'Add 3 parameters' }).click();
      const { field, row, table } = spaceForm(page);
      await field('Name of act').waitFor();
      await expect.poll(() => field('Upper bound of depth').inputValue()).toBe('8');
      await expect.poll(async () => Number(await field('Prior of learning_rate').inputValue())).toBe(0.001);
      const log = row('learning_rate').getByRole('checkbox', { name: 'log' });
      await expect.poll(() => log.isChecked()).toBe(true);
      await table.getByRole('button', { name: 'Remove tanh from act' }).waitFor();
    },
  );
});
