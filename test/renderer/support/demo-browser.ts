import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '#test/support/chromium.ts';
import { tellFailedPages } from '#test/support/failed-page.ts';
import { type DemoPage, type DemoPageOptions, openDemoPage } from './demo-page.ts';

/** One browser for a test file; `open` gives a page of its own to each test, closed after it. */
export function demoBrowser(): { readonly open: (options?: DemoPageOptions) => Promise<DemoPage> } {
  let browser: Browser;
  const opened: DemoPage[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async (ended) => {
    const pages = opened.splice(0);
    await tellFailedPages(
      ended,
      pages.map(({ page }) => page),
    );
    await Promise.all(pages.map((page) => page.close()));
  });
  afterAll(async () => {
    await browser.close();
  });
  return {
    open: async (options) => {
      const page = await openDemoPage(browser, options);
      opened.push(page);
      return page;
    },
  };
}
