import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createRun } from '#core/state/root/create-run.ts';
import { recordWith, writerOf } from '#test/core/readers/run-directory.ts';
import { float } from '#test/core/space/parameters.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open } = servedTests();

const NAMES = ['encoder.attention.dropout_probability', 'encoder.attention.dropout_warmup_epochs'];
const WORKERS = 60;

/** A run in which each of many workers has evaluated one trial of a space with long names. */
async function openWide() {
  const root = join(folder(), 'wide');
  await createRun(root, recordWith({ record: { space: NAMES.map((name) => float(0, 1, { name })) } }));
  const config = Object.fromEntries(NAMES.map((name) => [name, 0.25]));
  for (let number = 1; number <= WORKERS; number += 1) {
    const writer = writerOf(root, `worker-${number}`);
    const sample = { op: 'sample', number, trial: String(number), config, attempt: 1 } as const;
    writer.line({ ...sample, bracket: null, rung: null, fidelity: null }, number);
    writer.report(number, number, 1 / number);
    writer.registerDead();
  }
  const { page } = await open(await serve({ expected: /nothing of it is there any more/ }));
  await runsPage(page).openDirectory(root);
  return { root, page };
}

/** How much of an element lies within what is in sight of another, in pixels from the top to the bottom. */
async function shownWithin(inner: Locator, outer: Locator): Promise<number> {
  const [of, place] = [await inner.boundingBox(), await outer.boundingBox()];
  if (of === null || place === null) {
    return 0;
  }
  return Math.min(of.y + of.height, place.y + place.height) - Math.max(of.y, place.y);
}

describe('a name that is too long for its place', () => {
  it('shows its end, which tells it apart, and the whole of it in the tip', async () => {
    const { page } = await openWide();
    const names = page.locator('dt', { hasText: 'encoder.attention.dropout' });
    await expect.poll(() => names.count()).toBe(2);
    for (const [index, end] of ['_probability', 'armup_epochs'].entries()) {
      const shown = names.nth(index).getByText(end, { exact: true });
      expect(await shownWithin(shown, names.nth(index))).toBeGreaterThan(10);
      const { width = 0, x = 0 } = (await shown.boundingBox()) ?? {};
      const cell = await names.nth(index).boundingBox();
      expect(x + width).toBeLessThanOrEqual((cell?.x ?? 0) + (cell?.width ?? 0) + 1);
    }
    await names.nth(0).hover();
    await page
      .getByRole('tooltip')
      .getByText(NAMES[0] ?? '')
      .waitFor();
  });
});

describe('a timeline with more workers than there is room for', () => {
  it('keeps its axis in sight, wherever it was scrolled to', async () => {
    const { page } = await openWide();
    await page.getByRole('tab', { name: 'Workers' }).click();
    const scroller = page.getByRole('region', { name: 'Timeline of workers' });
    const time = scroller.locator('svg').last().getByText('30 s', { exact: true });
    for (const pixels of [0, 400, 4_000]) {
      await scroller.hover();
      await page.mouse.wheel(0, pixels);
      await expect.poll(() => shownWithin(time, scroller)).toBeGreaterThan(8);
    }
  });

  it('brings what the arrow keys mark into sight', async () => {
    const { page } = await openWide();
    await page.getByRole('tab', { name: 'Workers' }).click();
    const scroller = page.getByRole('region', { name: 'Timeline of workers' });
    await page.getByRole('application', { name: /^Evaluations in the timeline/ }).focus();
    const mark = scroller.locator('rect[stroke="var(--ink)"]');
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']) {
      await page.keyboard.press(key);
      await expect.poll(() => shownWithin(mark, scroller)).toBeGreaterThan(12);
    }
  });
});

describe('a run that is deleted while it is on screen', () => {
  it('stays as it was, and is said to be gone', async () => {
    const { root, page } = await openWide();
    await page.getByText(`${WORKERS} completed`, { exact: true }).waitFor();
    rmSync(root, { recursive: true });
    await page.getByText(/This run is gone, what is shown is as it was last/).waitFor();
    await page.getByText(`${WORKERS} completed`, { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Trials' }).click();
    const rows = page.getByRole('grid', { name: 'Trials' });
    await expect.poll(() => rows.getAttribute('aria-rowcount')).toBe(String(WORKERS + 1));
  });
});
