import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page, ViewportSize } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from './settled.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What a rule finds in order is not told node by node: that takes most of the time. */
const OPTIONS: RunOptions = {
  rules: { 'label-content-name-mismatch': { enabled: true } },
  resultTypes: ['violations'],
};

/** In other colours at the same size, only these can find something else; the others take most of the time. */
const OF_COLOR: RunOptions = { ...OPTIONS, runOnly: ['color-contrast', 'link-in-text-block'] };

/** How a screen is looked at; the same size as before where none is given. */
export type Look = { readonly colorScheme: 'light' | 'dark'; readonly viewport?: ViewportSize };

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(`(() => { ${AXE} })()`);
  }
  const results = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return results.violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** Waits for what fades or moves to its end: only then colours are what they will be. */
async function atRest(page: Page): Promise<void> {
  await settled(page);
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Has axe look at a page until it finds no fault: something may only just begin to fade in. */
export async function expectNoViolations(page: Page, options = OPTIONS): Promise<void> {
  await atRest(page);
  await expect.poll(() => violations(page, options)).toEqual([]);
}

/** As {@link expectNoViolations}, in one look after the other, on the page as it stands. */
export async function expectNoViolationsInAny(page: Page, looks: readonly Look[]): Promise<void> {
  for (const [index, { colorScheme, viewport }] of looks.entries()) {
    await page.emulateMedia({ colorScheme });
    if (viewport !== undefined) {
      await page.setViewportSize(viewport);
    }
    await expectNoViolations(page, index === 0 || viewport !== undefined ? OPTIONS : OF_COLOR);
  }
}
