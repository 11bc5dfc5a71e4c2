import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import { findBrowser } from './browser-binary.ts';

/** Nothing but the loopback resolves, so that no test and no habit of the browser reaches a network. */
const ARGUMENTS = [
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
];

/** As long as the tests wait for other conditions. */
const PATIENCE_MILLISECONDS = 60_000;

/** How every Chromium of the tests is started. */
export function browserLaunchOptions(extraArguments: readonly string[] = []): LaunchOptions {
  const { executablePath, env } = findBrowser();
  return {
    executablePath,
    env: { ...definedOnly(process.env), ...env },
    // Chromium's own sandbox refuses to run as root, as most containers do.
    chromiumSandbox: process.getuid?.() !== 0 && process.env.CI === undefined,
    args: [...ARGUMENTS, ...extraArguments],
  };
}

/** Starts a real, headless Chromium; the caller closes it. */
export async function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  return chromium.launch(browserLaunchOptions(extraArguments));
}

/** A page and everything that went wrong in it. */
export type WatchedPage = {
  readonly page: Page;
  /** Console errors and warnings, uncaught exceptions, refused policies, one line each. Empty in a healthy page. */
  readonly problems: string[];
  /** Closes the page with its cookies and storage. */
  readonly close: () => Promise<void>;
};

/**
 * Opens an empty page in a browser context of its own (1440 × 900 unless told otherwise). `INCUMBENT_TEST_SLOW_PAGE=8`
 * makes its processor as many times slower: a test that fails there would fail on a busy machine some day.
 */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const rate = Number(process.env.INCUMBENT_TEST_SLOW_PAGE ?? 1);
  if (rate > 1) {
    await slowDown(page, rate);
  }
  return { page, problems: watchProblems(page), close: () => context.close() };
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}

/** Collects what a person would find red in the developer tools. */
export function watchProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      problems.push(`${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  return problems;
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
