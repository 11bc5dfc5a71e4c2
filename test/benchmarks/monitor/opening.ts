import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '#test/support/chromium.ts';
import { type ServedApp, serveApp } from '#test/support/served-app.ts';
import { paintedOnce } from './page-probe.ts';

export type OpeningInput = {
  /** Whether it is opened again by a new process. */
  readonly twice: boolean;
  readonly folder: string;
  readonly root: string;
  readonly trials: number;
};

/** The Overview says that it shows so many trials, and its chart and its cards are drawn. */
function overviewIsWhole(trials: number): string {
  const shown = `Shows ${trials.toLocaleString('en')} `;
  return `(() => {
    const figure = document.querySelector('figure[aria-label="Loss trajectory"]');
    return figure?.textContent.includes(${JSON.stringify(shown)}) &&
      figure.querySelector('.recharts-surface') && document.querySelector('h2') !== null;
  })()`;
}

/** Opens a run as a person does, by its path, and waits for the whole picture; answers the milliseconds it took. */
export async function openByPath(page: Page, root: string, trials: number): Promise<number> {
  await page.getByRole('button', { name: 'Open directory…' }).click();
  await page.getByRole('textbox', { name: 'Path' }).fill(root);
  const open = page.getByRole('button', { name: 'Open', exact: true });
  await open.click({ trial: true });
  const begun = await page.evaluate<number>('performance.now()');
  await open.click();
  const { performance: painted } = await paintedOnce(page, overviewIsWhole(trials));
  return painted - begun;
}

async function opened(browser: Browser, app: ServedApp, { root, trials }: OpeningInput): Promise<number> {
  const { page, close } = await openPage(browser);
  try {
    await page.goto(app.url);
    return await openByPath(page, root, trials);
  } finally {
    await close();
  }
}

/** From *Open* to the whole Overview: by an engine that has never seen the run, and by one that has, in a new process. */
export async function measureOpening(
  browser: Browser,
  input: OpeningInput,
): Promise<{ readonly first: readonly number[]; readonly again: readonly number[] }> {
  const first: number[] = [];
  const again: number[] = [];
  const times = input.trials >= 100_000 ? 1 : 3;
  for (let time = 0; time < times; time += 1) {
    const dataDirectory = join(input.folder, `data-${time}-${Math.random()}`);
    for (const readings of input.twice ? [first, again] : [first]) {
      const app = await serveApp({ dataDirectory });
      try {
        readings.push(await opened(browser, app, input));
      } finally {
        await app.close();
      }
    }
  }
  return { first, again };
}
