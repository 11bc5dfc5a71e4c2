import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from '../measurement.ts';
import { EDITS, type Edit, HELPERS } from './edits.ts';

const TURNS = 24;
/** The first ones compile the page's code. */
const WARM_UP = 4;
const SIZES = [50, 200, 1000];
const PROMISED_SIZE = 50;
const PATIENCE_MILLISECONDS = 20_000;

/**
 * How long after an edit both views of the document show it, in a real browser over the real app: from the person's
 * event to behind the frame that paints it. The engine's check of the text comes later and is not part of it.
 */
export async function measureEditor(sizes: readonly number[] = SIZES): Promise<readonly Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-editor-'));
  const app = await serveApp({ dataDirectory: join(folder, 'data'), workingDirectory: folder });
  const browser = await launchBrowser();
  try {
    const measurements: Measurement[] = [];
    for (const size of sizes) {
      const { page, close } = await openPage(browser, { viewport: { width: 1440, height: 900 } });
      page.setDefaultTimeout(PATIENCE_MILLISECONDS);
      await page.goto(app.url);
      measurements.push({
        name: `paste a whole run, ${size} parameters`,
        readings: [await beginWith(page, size)],
        promise: null,
      });
      for (const edit of EDITS) {
        measurements.push({
          name: `${edit.name}, ${size} parameters`,
          readings: await measure(page, edit),
          promise: size <= PROMISED_SIZE ? { at: 0.95, below: 50 } : null,
        });
      }
      await close();
    }
    return measurements;
  } finally {
    await browser.close();
    await app.close();
    removeFolder(folder);
  }
}

/** Floats with priors, integers and choices in turn. */
function runText(size: number): string {
  const kinds = [
    '{lower: 1e-5, upper: 1e-1, log: true, prior: 1e-3, prior_confidence: high}',
    '[1, 100]',
    '[relu, tanh, gelu]',
  ];
  const parameters = Array.from({ length: size }, (_, index) => `  p${index}: ${kinds[index % 3]}\n`);
  return `evaluate_pipeline: train.mjs:train\nmax_evaluations_total: 100\npipeline_space:\n${parameters.join('')}`;
}

/** Milliseconds until its first row is drawn with its axis. */
async function beginWith(page: Page, size: number): Promise<number> {
  await page.getByRole('navigation').getByRole('link', { name: 'New run' }).click();
  await page.getByRole('textbox', { name: 'YAML' }).focus();
  const took = await page.evaluate(paste(runText(size)));
  // The editor draws only what is in view.
  await page.keyboard.press('Control+Home');
  return Number(took);
}

/**
 * Runs inside the page: pastes as a person does, and looks at each frame. Asking from outside by role would cost more than
 * what is measured: every row is looked at.
 */
function paste(text: string): string {
  return `new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error('The pasted run did not appear')), ${PATIENCE_MILLISECONDS});
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    const begun = performance.now();
    document.activeElement.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
    const look = () =>
      document.querySelector('svg[aria-label="Prior of p0 and 20 draws from it"]')
        ? resolve(performance.now() - begun)
        : requestAnimationFrame(look);
    look();
  })`;
}

async function measure(page: Page, edit: Edit): Promise<readonly number[]> {
  const readings: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    await edit.prepare?.(page, turn);
    await page.evaluate(watchFor(edit, turn));
    await edit.act(page, turn);
    const reading = await page.evaluate(() => window.edited);
    if (turn >= WARM_UP) {
      readings.push(reading);
    }
  }
  return readings;
}

/**
 * Runs inside the page: a promise of the milliseconds from the last event of the edit's kind to the frame that shows it.
 * Text, because what compiles this file adds helpers that the page lacks.
 */
function watchFor({ name, event, shows }: Edit, turn: number): string {
  return `{
    ${HELPERS}
    window.edited = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('It did not appear: ${name}, turn ${turn}')), ${PATIENCE_MILLISECONDS});
      let at = null;
      const heard = (event) => { at = event.timeStamp; };
      window.addEventListener('${event}', heard, { capture: true });
      const look = () => {
        if (at !== null && (${shows(turn)})) {
          window.removeEventListener('${event}', heard, { capture: true });
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - at);
          port2.postMessage(null);
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
    });
    undefined
  }`;
}

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be merged with the library's.
  interface Window {
    readonly edited: globalThis.Promise<number>;
  }
}
