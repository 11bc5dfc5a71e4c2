import type { RunPage } from '#test/e2e/pages/run-page.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import type { Camera } from './camera.ts';

/** Enough for a chart that says something, at whatever speed the machine has. */
const ENOUGH_TRIALS = 60;
const PATIENCE_MILLISECONDS = 15 * 60_000;

/** The run of the example while it is evaluated: every tab, and the dialogs that its header opens. */
export async function shootRun(run: RunPage, shoot: Camera): Promise<void> {
  const { page } = run;
  await waitUntil(async () => (await run.completed()) >= ENOUGH_TRIALS, PATIENCE_MILLISECONDS);
  await run.openTab('Overview');
  await shoot('run-overview');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await shoot('command-palette');
  await page.keyboard.press('Escape');

  await shootTrials(run, shoot);
  await shootAnalysis(run, shoot);
  const workers = await run.openTab('Workers');
  await workers
    .getByText(/[0-9a-f]{8}/)
    .first()
    .waitFor();
  await shoot('run-workers');
  const configuration = await run.openTab('Configuration');
  await configuration.getByText('evaluate_pipeline').first().waitFor();
  await shoot('run-configuration');

  await run.openTab('Overview');
  await run.button('Stop (finish current)').click();
  await run.reaches('Stopped');
  await run.button('Continue with more budget…').click();
  await page.getByRole('dialog').waitFor();
  await shoot('continue-dialog');
  await page.keyboard.press('Escape');
}

async function shootTrials(run: RunPage, shoot: Camera): Promise<void> {
  const { page } = run;
  const panel = await run.openTab('Trials');
  await panel.getByRole('grid', { name: 'Trials' }).getByRole('row').nth(3).waitFor();
  await shoot('run-trials');
  const drawer = await run.openTrial('2');
  await drawer.getByRole('tab', { name: 'Result' }).click();
  await shoot('run-trial');
  await page.keyboard.press('Escape');

  const boxes = panel.getByRole('grid', { name: 'Trials' }).getByRole('checkbox');
  for (const at of [1, 2, 3]) {
    await boxes.nth(at).check();
  }
  await panel.getByRole('button', { name: 'Compare side by side' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('compare-dialog');
  await page.keyboard.press('Escape');
}

async function shootAnalysis({ page }: RunPage, shoot: Camera): Promise<void> {
  await page.getByRole('tab', { name: 'Analysis' }).click();
  await page.getByRole('figure', { name: 'Importance' }).waitFor();
  await waitUntil(async () => (await page.getByText('Working it out').count()) === 0, PATIENCE_MILLISECONDS);
  await shoot('run-analysis');
  const slices = page.getByRole('region', { name: 'Slices' });
  await slices.scrollIntoViewIfNeeded();
  await shoot('run-analysis-slices');

  await page.getByRole('tab', { name: 'Trials' }).click();
  const filter = page.getByRole('combobox', { name: 'Filter trials' });
  await filter.fill('state == success and loss < 0.2');
  await page.getByRole('region', { name: 'Filters' }).waitFor();
  await shoot('run-trials-filtered');
  await page.getByRole('button', { name: 'Clear filters' }).click();
}

/** What went on from rung to rung, and the failures by their cause: of a run with both. */
export async function shootRungsAndErrors({ page }: RunPage, shoot: Camera): Promise<void> {
  await page.getByRole('tab', { name: 'Rungs' }).click();
  await page.getByRole('region', { name: /^Rung 0/ }).waitFor();
  await shoot('run-rungs');
  await page.getByRole('tab', { name: 'Errors' }).click();
  await page
    .getByRole('button', { name: /again$/ })
    .first()
    .waitFor();
  await shoot('run-errors');
}
