import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from './measurement.ts';

const RUNS = 9;

/**
 * Starts the built app as a person would and opens its page in a browser that is already running (the person's
 * own), each time with a new profile, so that nothing comes from a cache. Usable: *Start the example* can be clicked.
 */
export async function measureStartup(): Promise<readonly Measurement[]> {
  const browser = await launchBrowser();
  const served: number[] = [];
  const painted: number[] = [];
  const usable: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'incumbent-startup-'));
    const { page, close } = await openPage(browser);
    const app = await serveApp({ dataDirectory });
    served.push(Date.now() - app.startedAt);
    await page.goto(app.url, { waitUntil: 'commit' });
    await page.getByRole('button', { name: 'Start the example' }).click({ trial: true });
    usable.push(Date.now() - app.startedAt);
    painted.push((await firstPaint(page)) - app.startedAt);
    await close();
    await app.close();
    removeFolder(dataDirectory);
  }
  await browser.close();
  return [
    { name: 'start of the process → address printed', readings: served, promise: null },
    { name: 'start of the process → first paint', readings: painted, promise: null },
    { name: 'start of the process → page usable', readings: usable, promise: { at: 0.5, below: 1000 } },
  ];
}

/** When the page first drew something of its content, in `Date.now()` milliseconds. */
async function firstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      performance.timeOrigin +
      (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
  );
}
