import { fileURLToPath } from 'node:url';
import { BrowserWindow, nativeTheme } from 'electron';
import { PAGE_URL } from './page-protocol.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

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
