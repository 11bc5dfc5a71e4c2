import type { Page } from 'playwright-core';

/**
 * Lets the page's time pass only where the test says so, until `page.clock.resume()`: how fast one click follows another
 * is then no question of the machine.
 */
export async function stopTime(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
}

/** Two clicks where the pointer is, with no time between them. */
export async function doubleClick(page: Page): Promise<void> {
  await stopTime(page);
  await page.mouse.down();
  await page.mouse.up();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await page.clock.resume();
}
