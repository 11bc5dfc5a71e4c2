import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { command } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from './measurement.ts';

const TRIALS = 60;
const PATIENCE_MILLISECONDS = 180_000;

/** One worker, so that the n-th completed evaluation is trial n; slow enough that no update waits for another. */
const OBJECTIVE = `export async function objective({ x }) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return (x - 0.3) ** 2;
}
`;
const RUN = `evaluate_pipeline: objective.mjs:objective
pipeline_space:
  x: [0.0, 1.0]
root_directory: run
max_evaluations_total: ${TRIALS}
optimizer: random_search
seed: 1
`;

/**
 * Runs inside the page: notes for header and chart when each count of completed trials was first painted, in
 * `Date.now()` milliseconds. Text, because what compiles this file adds helpers that the page lacks.
 */
const OBSERVER = `
  window.painted = { header: [], chart: [] };
  const READERS = {
    header: () => document.querySelector('[role=progressbar][aria-label=Evaluations]')?.ariaValueNow,
    chart: () => /Shows (\\d+)/.exec(document.querySelector('figure[aria-label="Loss trajectory"]')?.textContent)?.[1],
  };
  const seen = { header: 0, chart: 0 };
  const look = () => {
    for (const place of ['header', 'chart']) {
      const count = Number(READERS[place]() ?? 0);
      if (count > seen[place]) {
        seen[place] = count;
        requestAnimationFrame(() => setTimeout(() => window.painted[place].push([count, Date.now()])));
      }
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  look();
`;

type Painted = Readonly<Record<'header' | 'chart', readonly (readonly [number, number])[]>>;

/** How long after its `result.yaml` a trial is on screen: counted in the header, and drawn in the trajectory. */
export async function measureLive(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-live-'));
  const root = join(folder, 'run');
  await writeFile(join(folder, 'objective.mjs'), OBJECTIVE);
  await writeFile(join(folder, 'run.yaml'), RUN);
  const app = await serveApp({ dataDirectory: join(folder, 'data') });
  const browser = await launchBrowser();
  try {
    const { page } = await openPage(browser);
    await page.goto(app.url);
    await command(['run', join(folder, 'run.yaml'), '--detach']);
    await openRun(page, root);
    await page.evaluate(OBSERVER);
    const painted = await allPainted(page);
    return [
      {
        name: 'result file → counted in the header',
        readings: await delays(root, painted.header),
        promise: { at: 0.95, below: 250 },
      },
      {
        name: 'result file → drawn in the chart',
        readings: await delays(root, painted.chart),
        promise: { at: 0.95, below: 250 },
      },
    ];
  } finally {
    await browser.close();
    await app.close();
    removeFolder(folder);
  }
}

async function openRun(page: Page, root: string): Promise<void> {
  await page.getByRole('button', { name: 'Open directory…' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill(root);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('figure', { name: 'Loss trajectory' }).waitFor();
}

/** What was painted, once header and chart have come to the last trial. */
async function allPainted(page: Page): Promise<Painted> {
  await page.waitForFunction(
    (total) => Object.values(window.painted).every((notes) => notes.at(-1)?.[0] === total),
    TRIALS,
    { timeout: PATIENCE_MILLISECONDS },
  );
  return page.evaluate(() => window.painted);
}

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be merged with the library's.
  interface Window {
    readonly painted: Painted;
  }
}

/**
 * Milliseconds from each result file to the first picture that counts it. What the first picture shows was there
 * before anybody looked and is left out.
 */
async function delays(root: string, pictures: Painted['header']): Promise<readonly number[]> {
  const [first = 0] = pictures[0] ?? [];
  const later = Array.from({ length: TRIALS - first }, (_, index) => first + 1 + index);
  return Promise.all(
    later.map(async (trial) => {
      const { mtimeMs } = await stat(join(root, 'results', `config_${trial}`, 'result.yaml'));
      const [, at = Number.NaN] = pictures.find(([count]) => count >= trial) ?? [];
      return at - mtimeMs;
    }),
  );
}
