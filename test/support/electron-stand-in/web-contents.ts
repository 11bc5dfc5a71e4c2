import { EventEmitter } from 'node:events';
import type { WebContents, WebFrameMain, WindowOpenHandlerResponse } from 'electron';
import type { Page } from 'playwright-core';
import { deliver } from './ipc-main.ts';
import { linkPage, type PageLink } from './page-link.ts';
import { portById, type StandInPort } from './ports.ts';
import { fromChromium, toChromium } from './protocol.ts';
import { lifecycle, preventable, record } from './records.ts';
import type { FromPage } from './wire-messages.ts';

type OpenHandler = (details: { readonly url: string }) => WindowOpenHandlerResponse;

/** A page of real Chromium behind the parts of `webContents` that the app uses. */
export class StandInContents extends EventEmitter {
  readonly #page: Promise<Page>;
  readonly #link: Promise<PageLink>;
  readonly #ports = new Set<number>();
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  /** Addresses that the app itself loads: those are not the page's wish to navigate. */
  #loading: string | null = null;

  constructor(page: Promise<Page>, preload: string) {
    super();
    this.#page = page;
    this.#link = page.then((opened) =>
      linkPage(opened, preload, { hear: (message) => this.#hear(message), left: () => this.#leave() }),
    );
    lifecycle.emit('contents-created', this);
  }

  async load(address: string): Promise<void> {
    const [page] = await Promise.all([this.#page, this.#link]);
    this.#loading = toChromium(address);
    await page.goto(this.#loading);
    this.emit('did-finish-load');
  }

  reload(): void {
    void this.#page.then((page) => page.reload());
  }

  send(channel: string, ...args: unknown[]): void {
    void this.#link.then((link) => link.send({ kind: 'message', channel, args, ports: [] }));
  }

  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    void this.#link.then((link) => {
      const ports = transfer.map((port) => (port as StandInPort).transfer(link.send));
      for (const port of ports) {
        this.#ports.add(port);
      }
      link.send({ kind: 'message', channel, args: [message], ports });
    });
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async evaluateInPreload(expression: string): Promise<unknown> {
    return (await this.#link).evaluate(expression);
  }

  /** What the app decides on a navigation that the page (or a frame in it) begins. */
  allowsNavigation(chromiumUrl: string, isMainFrame: boolean): boolean {
    if (isMainFrame && chromiumUrl === this.#loading?.split('#')[0]) {
      return true;
    }
    const details = { url: fromChromium(chromiumUrl), isMainFrame, isSameDocument: false };
    const event = Object.assign(preventable(), details);
    this.emit('will-frame-navigate', event);
    if (isMainFrame) {
      this.emit('will-navigate', event);
    }
    record('navigation', { ...details, prevented: event.defaultPrevented });
    return !event.defaultPrevented;
  }

  /** What the app decides on a window that the page wants to open. */
  allowsWindow(url: string): boolean {
    const { action } = this.#openHandler({ url: fromChromium(url) });
    record('window.open', { url, action });
    return action === 'allow';
  }

  #hear(message: FromPage): void {
    if (message.kind === 'port-message') {
      portById(message.port)?.receive(message.data);
    } else if (message.kind === 'port-close') {
      portById(message.port)?.disconnect();
    } else {
      void this.#answer(message);
    }
  }

  async #answer(message: Extract<FromPage, { kind: 'send' | 'invoke' }>): Promise<void> {
    const [page, link] = await Promise.all([this.#page, this.#link]);
    const frame: Pick<WebFrameMain, 'url' | 'parent'> = { url: fromChromium(page.url()), parent: null };
    const answer = await deliver(message, {
      sender: this as unknown as WebContents,
      senderFrame: frame as WebFrameMain,
    });
    if (answer !== null) {
      link.send(answer);
    }
  }

  /** The document is gone, and with it the page's ends of all ports. */
  #leave(): void {
    for (const port of this.#ports) {
      portById(port)?.disconnect();
    }
    this.#ports.clear();
  }
}
StandInContents satisfies new (
  page: Promise<Page>,
  preload: string,
) => Pick<WebContents, 'send' | 'postMessage' | 'reload'> & {
  setWindowOpenHandler(handler: OpenHandler): void;
};
