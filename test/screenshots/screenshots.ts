// Draws docs/images: every screen of the app in both themes, as it is, with real runs. `npm run screenshots`.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPage } from '#test/e2e/pages/run-page.ts';
import { runsPage } from '#test/e2e/pages/runs-page.ts';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { killWorkers } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { serveApp } from '#test/support/served-app.ts';
import { createCamera } from './camera.ts';
import { runForComparison, shootComparison } from './compare-shot.ts';
import { runExperiments } from './experiments.ts';
import { shootRun, shootRungsAndErrors } from './run-shots.ts';
import { shootSetUp } from './set-up-shots.ts';

const home = mkdtempSync(join(tmpdir(), 'incumbent-screenshots-'));
const examples = join(home, 'incumbent-examples');
// Paths below the home directory are shown as `~/…`.
process.env.HOME = home;

const app = await serveApp({
  dataDirectory: join(home, '.data'),
  examplesDirectory: examples,
  workingDirectory: home,
});
const browser = await launchBrowser();
const { page, problems } = await openPage(browser, { reducedMotion: 'reduce' });
const takePicture = createCamera(page, 'docs/images');
const shoot = async (name: string) => {
  await takePicture(name);
  if (problems.length > 0) {
    throw new Error(`Expected nothing red in the developer tools at ${name}, found:\n${problems.join('\n')}`);
  }
};
const runs = runsPage(page);
const goTo = (place: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
/** Of runs that ended while the app was open: read, so that none covers the next picture. */
async function readNotices(): Promise<void> {
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.locator('.mantine-Notification-root').first().waitFor({ state: 'detached' });
}

try {
  await page.goto(app.url);
  await runs.button('Start the example').waitFor();
  await shoot('first-start');
  const example = await runs.startExample();
  const experiments = await runExperiments(home);
  await shootRun(example, shoot);
  await example.resume({ workers: 2 });
  await example.reaches('Running');

  await goTo('Runs');
  await runs.watchFolder(experiments.folder);
  await runs.row('line-fit-strict').waitFor();
  await shoot('runs');
  await runs.button('Open directory…').click();
  await page.getByRole('dialog', { name: 'Open directory' }).getByText('experiments').first().waitFor();
  await shoot('open-directory');
  await page.keyboard.press('Escape');

  await runs.row('line-fit-strict').getByRole('link').first().click();
  await runPage(page).reaches('Failed');
  await shoot('run-failed');

  await goTo('Runs');
  await runs.row('line-fit-rungs').getByRole('link').first().click();
  await runPage(page).reaches('Finished');
  await shootRungsAndErrors(runPage(page), shoot);

  const compared = join(experiments.folder, 'compared');
  await runForComparison(compared);
  await goTo('Runs');
  await runs.row('pibo-5').waitFor();
  await readNotices();
  await shootComparison(page, compared, shoot);

  await shootSetUp(page, experiments.yaml, shoot);
  await goTo('Settings');
  await page.getByRole('heading', { name: 'Settings' }).first().waitFor();
  await shoot('settings');
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('shortcuts');
} finally {
  await browser.close();
  await app.close();
  await killWorkers(join(examples, 'runs', 'digits'));
  removeFolder(home);
}
