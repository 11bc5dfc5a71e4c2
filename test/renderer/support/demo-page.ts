import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { silentLogger } from '#core/platform/log.ts';
import { startWebHost } from '#main/web/server.ts';
import { openPage, type WatchedPage } from '#test/support/chromium.ts';
import { createDemoEngine, type DemoEngine, type DemoOptions } from './demo-engine.ts';
import { settled } from './settled.ts';

const PAGE =
  process.env.INCUMBENT_TEST_PAGE ?? fileURLToPath(new URL('../../../dist/renderer', import.meta.url));

export type DemoPage = WatchedPage & {
  readonly demo: DemoEngine;
  /** Ends the engine's host while the page stays open. */
  readonly stopHost: () => Promise<void>;
};

export type DemoPageOptions = DemoOptions & {
  /** Where the page begins, such as `/run/xgb-churn/trials`. */
  readonly address?: string;
  readonly context?: BrowserContextOptions;
};

/**
 * The built page in a real browser over the demo engine, through the real browser host with its policy. Set
 * `INCUMBENT_TEST_PAGE` to look at a page that was built elsewhere.
 */
export async function openDemoPage(browser: Browser, options: DemoPageOptions = {}): Promise<DemoPage> {
  const demo = createDemoEngine(options);
  const host = await startWebHost({
    engine: demo.engine,
    pageDirectory: PAGE,
    log: silentLogger,
    readOnly: options.readOnly ? { roots: [], home: '/people/ada' } : null,
  });
  const watched = await openPage(browser, options.context);
  const address = options.address ? `#${options.address}` : '';
  await watched.page.goto(`${host.url}${address}`);
  // Keys that are pressed before the page listens would be lost.
  await watched.page.getByRole('navigation', { name: 'Main' }).waitFor();
  await settled(watched.page);
  let stopping: Promise<void> | null = null;
  const stopHost = () => {
    stopping ??= host.close();
    return stopping;
  };
  return {
    ...watched,
    demo,
    stopHost,
    close: async () => {
      await watched.close();
      await stopHost();
    },
  };
}
