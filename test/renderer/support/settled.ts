import type { Page } from 'playwright-core';

/**
 * Waits until a page has done everything that it was about to do: what has happened to it is drawn, and what it draws
 * listens. What it waits for itself (an answer, a timer) comes later.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => scheduler.postTask(() => {}, { priority: 'background' }));
}
