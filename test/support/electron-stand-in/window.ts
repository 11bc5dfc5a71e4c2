import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Page } from 'playwright-core';
import { openPageOfWindow } from './browser.ts';
import { lifecycle, preventable, record } from './records.ts';
import { StandInContents } from './web-contents.ts';

const windows = new Set<StandInWindow>();

/** A window is a page of real Chromium; where it lies and whether it is shown is only remembered. */
export class StandInWindow extends EventEmitter {
  readonly webContents: StandInContents;
  readonly #page: Promise<Page>;
  readonly #bounds: Rectangle;
  #maximized = false;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    const { x = 0, y = 0, width = 800, height = 600, webPreferences } = options;
    if (!webPreferences?.preload || !webPreferences.contextIsolation || !webPreferences.sandbox) {
      throw new Error('The stand-in only opens sandboxed, isolated windows with a preload script.');
    }
    record('window', options);
    this.#bounds = { x, y, width, height };
    windows.add(this);
    this.#page = openPageOfWindow(this, { width, height });
    this.webContents = new StandInContents(this.#page, webPreferences.preload);
  }

  static getAllWindows(): StandInWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: unknown): StandInWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    record('loadURL', url);
    await this.webContents.load(url);
    this.emit('ready-to-show');
  }

  close(): void {
    const event = preventable();
    this.emit('close', event);
    if (!event.defaultPrevented && !this.#destroyed) {
      this.#destroyed = true;
      windows.delete(this);
      void this.#page.then((page) => page.close());
      this.emit('closed');
      if (windows.size === 0) {
        lifecycle.emit('all-windows-closed');
      }
    }
  }

  show(): void {
    record('show', null);
  }

  focus(): void {
    record('focus', null);
  }

  maximize(): void {
    this.#maximized = true;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    record('restore', null);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getNormalBounds(): Rectangle {
    return this.#bounds;
  }
}
StandInWindow satisfies new (
  options?: BrowserWindowConstructorOptions,
) => Pick<
  BrowserWindow,
  | 'loadURL'
  | 'close'
  | 'show'
  | 'focus'
  | 'maximize'
  | 'isMaximized'
  | 'isMinimized'
  | 'restore'
  | 'isDestroyed'
  | 'getNormalBounds'
>;
