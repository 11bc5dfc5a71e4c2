import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** Takes the same picture in both themes, `NAME-light.png` and `NAME-dark.png`. */
export type Camera = (name: string) => Promise<void>;

/** After the theme has changed: charts draw themselves anew in its colours. */
const SETTLE_MILLISECONDS = 400;

/** Live pages move on between the two pictures; both show the app as it was then. */
export function createCamera(page: Page, folder: string): Camera {
  mkdirSync(folder, { recursive: true });
  return async (name) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(SETTLE_MILLISECONDS);
      await page.screenshot({
        path: join(folder, `${name}-${colorScheme}.png`),
        animations: 'disabled',
        caret: 'hide',
      });
    }
    await page.emulateMedia({ colorScheme: 'light' });
  };
}
