import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import type { Measurement } from './measurement.ts';
import { serveApp } from './served-app.ts';

const RUNS = 9;

/**
 * Starts the built app as a person would and opens its page in a browser that is already running (the person's
 * own), each time with a new profile, so that nothing comes from a cache. Usable: *Start the example* can be clicked.
 */
export async function measureStartup(): Promise<readonly Measurement[]> {
  const browser = await launchBrowser();
  const served: number[] = [];
  const usable: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const data = await mkdtemp(join(tmpdir(), 'incumbent-startup-'));
    const app = await serveApp(data);
    served.push(Date.now() - app.startedAt);
    const { page, close } = await openPage(browser);
    await page.goto(app.url, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Start the example' }).click({ trial: true });
    usable.push(Date.now() - app.startedAt);
    await close();
    await app.close();
    await rm(data, { recursive: true, force: true });
  }
  await browser.close();
  return [
    { name: 'start of the process → address printed', readings: served, promise: null },
    { name: 'start of the process → page usable', readings: usable, promise: { at: 0.5, below: 1000 } },
  ];
}
