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
