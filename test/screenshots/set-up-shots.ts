import type { Page } from 'playwright-core';
import { newRunPage } from '#test/e2e/pages/new-run-page.ts';
import { overwriteDialog } from '#test/e2e/pages/overwrite-dialog.ts';
import type { Camera } from './camera.ts';

const MISTAKES = `evaluate_pipeline: descent.mjs:trian

pipeline_space:
  learning_rate: {lower: 1e-1, upper: 1e-3, log: true}
  momentum: [0.0, 0.99]
  activation: [relu]

max_evalutions_total: 40
optimizer: hyperband
`;

/** Setting up a run: a good text, one with mistakes, the start, and what it asks where a run is there already. */
export async function shootSetUp(page: Page, yaml: string, shoot: Camera): Promise<void> {
  const { openYaml } = newRunPage(page);
  const form = await openYaml(yaml);
  await form.ready();
  await shoot('new-run');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await page.getByRole('tabpanel', { name: 'Preview' }).getByRole('row').nth(2).waitFor();
  await shoot('new-run-preview');
  await page.getByRole('tab', { name: 'YAML' }).click();

  await form.startButton.click();
  await page.getByRole('dialog', { name: 'Start' }).waitFor();
  await shoot('start-dialog');
  await page.keyboard.press('Escape');

  await form.press();
  const asked = overwriteDialog(page);
  await asked.overwrite.check();
  await shoot('overwrite-dialog');
  await page.keyboard.press('Escape');

  await form.paste(MISTAKES);
  await page.getByRole('tab', { name: 'Problems' }).click();
  await page.getByRole('tabpanel', { name: 'Problems' }).getByRole('listitem').nth(2).waitFor();
  await shoot('new-run-problems');
}
