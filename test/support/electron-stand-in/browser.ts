import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Request, type Route } from 'playwright-core';
import { browserLaunchOptions } from '../chromium.ts';
import { waitUntil } from '../wait-until.ts';
import { answerScheme } from './protocol.ts';
import type { StandInWindow } from './window.ts';

let context: BrowserContext | null = null;
let ownPages = 0;
const windows = new Map<Page, StandInWindow>();

/** Opens the real Chromium behind all windows; tells the test where it can attach. */
export async function openBrowser(userData: string): Promise<void> {
  const profile = join(userData, 'chromium');
  context = await chromium.launchPersistentContext(profile, {
    ...browserLaunchOptions(['--remote-debugging-port=0']),
    viewport: null,
  });
  const portFile = join(profile, 'DevToolsActivePort');
  const [port] = (await waitUntil(() => readOrNull(portFile))).split('\n');
  process.send?.({ kind: 'browser', endpoint: `http://127.0.0.1:${port}` });
  await context.route('**/*', route);
  context.on('page', (page) => {
    if (ownPages > 0) {
      ownPages -= 1;
    } else {
      // Whatever the page opened: its address was decided on in `route`.
      page.close().catch(() => {});
    }
  });
}

/** A new page for a window of the app. */
export async function openPageOfWindow(
  window: StandInWindow,
  size: { readonly width: number; readonly height: number },
): Promise<Page> {
  if (context === null) {
    throw new Error('A window can be opened only when the app is ready.');
  }
  ownPages += 1;
  const page = await context.newPage();
  await page.setViewportSize(size);
  windows.set(page, window);
  return page;
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Every request of every page: the app's schemes go to its handlers, everything else to nowhere. */
async function route(given: Route): Promise<void> {
  const request = given.request();
  if (request.isNavigationRequest() && !allowsNavigation(request)) {
    await given.abort('aborted');
    return;
  }
  const answer = await answerScheme(request);
  if (answer === null) {
    await given.abort('internetdisconnected');
    return;
  }
  await given.fulfill({
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  });
}

function allowsNavigation(request: Request): boolean {
  const frame = frameOf(request);
  const window = frame === null ? undefined : windows.get(frame.page());
  if (frame === null || window === undefined) {
    const [opener] = windows.values();
    opener?.webContents.allowsWindow(request.url());
    return false;
  }
  return window.webContents.allowsNavigation(request.url(), frame === frame.page().mainFrame());
}

/** Null for the first request of a page that is only being opened. */
function frameOf(request: Request) {
  try {
    return request.frame();
  } catch {
    return null;
  }
}
