import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from './measurement.ts';

const TRIALS = 60;

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

type Shown = { readonly completed: number; readonly at: number };

/** How long after its `result.yaml` a trial counts on screen: in the header, and in the chart's text alternative. */
export async function measureLive(): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-live-'));
  const root = join(folder, 'run');
  await writeFile(join(folder, 'objective.mjs'), OBJECTIVE);
  await writeFile(join(folder, 'run.yaml'), RUN);
  const app = await serveApp({ dataDirectory: join(folder, 'data') });
  const browser = await launchBrowser();
  try {
    execFileSync(process.execPath, ['dist/main/cli.js', 'run', join(folder, 'run.yaml'), '--detach']);
    const { page } = await openPage(browser);
    await page.goto(app.url);
    await openRun(page, root);
    await observe(page);
    await page.waitForFunction(
      (total) =>
        document
          .querySelector('[role=progressbar][aria-label=Evaluations]')
          ?.getAttribute('aria-valuenow') === String(total),
      TRIALS,
      { timeout: 120_000 },
    );
    await page.waitForTimeout(1500);
    return [
      {
        name: 'result file → header counts it',
        readings: await delays(root, await shown(page, 'header')),
        promise: { at: 0.95, below: 250 },
      },
      {
        name: 'result file → chart shows it',
        readings: await delays(root, await shown(page, 'chart')),
        promise: null,
      },
    ];
  } finally {
    await browser.close();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openRun(page: Page, root: string): Promise<void> {
  await page.getByRole('button', { name: 'Open directory…' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill(root);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('figure', { name: /Loss trajectory/ }).waitFor();
}

/** Notes, inside the page, when each count of completed trials first appears. */
async function observe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes = { header: [] as [number, number][], chart: [] as [number, number][] };
    const read = () => {
      const header = Number(
        document.querySelector('[role=progressbar][aria-label=Evaluations]')?.getAttribute('aria-valuenow'),
      );
      const figure = document.querySelector(
        '[role=figure][aria-label^="Loss trajectory"], figure[aria-label^="Loss trajectory"]',
      );
      const chart = Number(/(\d+) (?:trials|of)/.exec(figure?.textContent ?? '')?.[1]);
      for (const [list, value] of [
        [notes.header, header],
        [notes.chart, chart],
      ] as const) {
        if (value > (list.at(-1)?.[0] ?? 0)) {
          list.push([value, Date.now()]);
        }
      }
    };
    new MutationObserver(read).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    Object.assign(window, { notes });
  });
}

async function shown(page: Page, where: 'header' | 'chart'): Promise<readonly Shown[]> {
  const notes = await page.evaluate(
    (key) => (window as unknown as { notes: Record<string, [number, number][]> }).notes[key] ?? [],
    where,
  );
  return notes.map(([completed, at]) => ({ completed, at }));
}

/** Milliseconds from each result file to its count; the first count, which found earlier trials there, is left out. */
async function delays(root: string, counts: readonly Shown[]): Promise<readonly number[]> {
  return Promise.all(
    counts.slice(1).map(async ({ completed, at }) => {
      const { mtimeMs } = await stat(join(root, 'results', `config_${completed}`, 'result.yaml'));
      return at - mtimeMs;
    }),
  );
}
