import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from '#test/support/chromium.ts';
import { killWorkers } from '#test/support/command-line.ts';
import { tellFailedPages } from '#test/support/failed-page.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { type ServedApp, type ServedAppOptions, serveApp } from '#test/support/served-app.ts';

/** The browser's own lines about a host that is away, or that no longer knows the page. */
export const HOST_AWAY =
  /net::ERR_(?:CONNECTION_|SOCKET_|EMPTY_RESPONSE)|status of 401|response code: 401|HTTP Authentication failed/;

/** What one file of end-to-end tests is given. Whatever it makes is gone after each test. */
export type ServedTests = {
  /** An empty folder: of this test until `afterEach`, with the app's data and examples in it. */
  readonly folder: () => string;
  /**
   * Starts the built app; its data stay in the test's folder when it is started again. After the test it ends when it
   * is asked to, and has written nothing to stderr beyond lines that match `expected`.
   */
  readonly serve: (options?: ServeOptions) => Promise<ServedApp>;
  /**
   * Opens the app in a browser profile of its own. After the test nothing may have gone wrong in it, beyond lines that
   * match `expected`.
   */
  readonly open: (app: ServedApp, options?: OpenOptions) => Promise<WatchedPage>;
  /** Names a root whose workers are killed after the test, should it leave some. */
  readonly cleans: (root: string) => void;
};

type ServeOptions = Partial<ServedAppOptions> & { readonly expected?: RegExp };

type OpenOptions = BrowserContextOptions & {
  readonly expected?: RegExp;
  /** Another address than the one that the app printed: through a proxy. */
  readonly url?: string;
};

/** Real processes and a real browser, shared by two cores and other tests, and several waits in a row. */
const PATIENCE_MILLISECONDS = 480_000;
/** Of one wait for the page, which waits for the engine. */
const PAGE_PATIENCE_MILLISECONDS = 120_000;

export function servedTests(): ServedTests {
  vi.setConfig({ testTimeout: PATIENCE_MILLISECONDS, hookTimeout: PATIENCE_MILLISECONDS });
  let browser: Browser;
  let folder: string | null = null;
  const apps: { readonly app: ServedApp; readonly expected: RegExp | undefined }[] = [];
  const pages: (WatchedPage & { readonly expected: RegExp | undefined })[] = [];
  const roots: string[] = [];

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  afterEach(async (ended) => {
    const opened = pages.splice(0);
    await tellFailedPages(
      ended,
      opened.map(({ page }) => page),
    );
    const running = apps.splice(0);
    await Promise.all(opened.map((page) => page.close()));
    const ends = await Promise.allSettled(running.map(({ app }) => app.close()));
    for (const root of roots.splice(0)) {
      await killWorkers(root);
    }
    if (folder !== null) {
      removeFolder(folder);
      folder = null;
    }
    expect(
      ends.flatMap((end) => (end.status === 'rejected' ? [String(end.reason)] : [])),
      'every app ends when it is asked to',
    ).toEqual([]);
    expect(
      opened.flatMap(({ problems, expected }) => beyond(expected, problems)),
      'nothing is red in the developer tools',
    ).toEqual([]);
    expect(
      running.flatMap(({ app, expected }) => beyond(expected, app.errors().split('\n').filter(Boolean))),
      'the app itself has nothing to complain of',
    ).toEqual([]);
  });

  const ownFolder = () => {
    folder ??= mkdtempSync(join(tmpdir(), 'incumbent-e2e-'));
    return folder;
  };
  return {
    folder: ownFolder,
    serve: async ({ expected, ...options } = {}) => {
      const app = await serveApp({
        dataDirectory: join(ownFolder(), 'data'),
        examplesDirectory: join(ownFolder(), 'examples'),
        workingDirectory: ownFolder(),
        ...options,
      });
      apps.push({ app, expected });
      return app;
    },
    open: async (app, { expected, url = app.url, ...context } = {}) => {
      const watched = await openPage(browser, context);
      watched.page.setDefaultTimeout(PAGE_PATIENCE_MILLISECONDS);
      pages.push({ ...watched, expected });
      await watched.page.goto(url);
      // What is drawn listens: keys that are pressed before are nobody's.
      await watched.page.getByRole('navigation', { name: 'Main' }).waitFor();
      return watched;
    },
    cleans: (root) => {
      roots.push(root);
    },
  };
}

function beyond(expected: RegExp | undefined, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => expected?.test(line) !== true);
}
