import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, nativeTheme, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { Logger } from '#core/platform/log.ts';
import { PAGE_URL } from './page-protocol.ts';

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
/** Where the window was and whether it filled the screen, in screen pixels. */
type WindowState = z.infer<typeof stateSchema>;

/** A part of the window at least this large must lie on a screen for it to be found again. */
const VISIBLE_PIXELS = 100;

/** The remembered place; null without one, or where its screen is gone. */
function readWindowState(file: string): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screen.getAllDisplays().some(({ workArea }) => overlaps(state, workArea)) ? state : null;
  } catch {
    return null;
  }
}

/** Remembers it. A disk that refuses costs the memory and nothing else. */
function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(state)}\n`);
  } catch {
    // The window opens at its usual place next time.
  }
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= VISIBLE_PIXELS && height >= VISIBLE_PIXELS;
}

const USUAL_SIZE = { width: 1440, height: 900 };

/**
 * Opens the window with the page, without a Node in it: its preload script is all it has beyond a browser's page.
 *
 * @param place behind the `#`: `/run/KEY/overview`; empty for the start.
 */
export function openWindow(options: {
  readonly stateFile: string;
  readonly place: string;
  /** Picture of the window where the system does not take the program's own; null elsewhere. */
  readonly icon: string | null;
}): BrowserWindow {
  const state = readWindowState(options.stateFile);
  const window = new BrowserWindow({
    ...(state ?? USUAL_SIZE),
    minWidth: 720,
    minHeight: 480,
    show: false,
    ...(options.icon === null ? {} : { icon: options.icon }),
    title: 'Incumbent',
    // The page's own ground, so that nothing flashes before it is painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0D0F13' : '#F5F6F8',
    webPreferences: {
      preload: fileURLToPath(new URL('./preload.cjs', import.meta.url)),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The spell checker would fetch dictionaries from the network.
      spellcheck: false,
    },
  });
  if (state?.maximized) {
    window.maximize();
  }
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(options.stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() });
  });
  void window.loadURL(placeUrl(options.place));
  return window;
}

/** Address of a place in the page. */
export function placeUrl(place: string): string {
  return place === '' ? PAGE_URL : `${PAGE_URL}#${place}`;
}

/** Brings a window to the front, wherever it is. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) {
    window.restore();
  }
  window.show();
  window.focus();
}

/** Says so when the page's process died, and loads it anew; the engine and all workers are other processes. */
export function watchPageCrash(window: BrowserWindow, log: Logger): void {
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') {
      return;
    }
    log.error(`The page's process ended: ${reason}`);
    void dialog
      .showMessageBox(window, {
        type: 'error',
        message: 'The window’s content stopped working',
        detail: `Its process ended (${reason}). Runs and workers are not affected.`,
        buttons: ['Load it again', 'Quit'],
        defaultId: 0,
        cancelId: 0,
      })
      .then(({ response }) => (response === 0 ? window.webContents.reload() : app.quit()));
  });
}
