import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  session,
} from 'electron';
import { z } from 'zod';
import { type AppAction, isAppAction } from '#core/contract/api/desktop.ts';
import { messageOf } from '#core/contract/errors.ts';
import { desktopEnvironment } from '#core/engine/workers/desktop-environment.ts';
import { createEngine, type Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import { dataDirectory, examplesDirectory, installation } from '#main/installation.ts';
import { type ServedEngine, type ServerWire, serveEngine } from '#main/transport/serve-engine.ts';
import { CHANNELS } from './channels.ts';
import { guardQuit } from './quit/quit-guard.ts';
import { askToQuit } from './quit/quit-question.ts';
import { serveDialogs } from './window/dialogs.ts';
import type { LaunchArguments } from './window/launch-arguments.ts';
import { denyPermissions, lockContents } from './window/lock-contents.ts';
import { createMenu, offerRunActions } from './window/menu.ts';
import { servePage } from './window/page-protocol.ts';
import { hearPage } from './window/page-requests.ts';
import { focusWindow, openWindow, placeUrl, watchPageCrash } from './window/window.ts';

const secondInstanceSchema = z.object({ roots: z.array(z.string()) });

/** The desktop app, from before it is ready to its end: one engine, one window, one menu. */
export class DesktopApp {
  readonly #dataDirectory: string;
  readonly #log: Logger;
  readonly #engine;
  readonly #quitGuard;
  #window: BrowserWindow | null = null;

  constructor(options: { readonly dataDirectory: string; readonly log: Logger }) {
    this.#dataDirectory = options.dataDirectory;
    this.#log = options.log;
    this.#engine = startEngine(options.log);
    this.#quitGuard = guardQuit({
      ask: async () => askToQuit(await this.#engine, hostname(), options.log),
      leave: async () => (await this.#engine).dispose(),
      log: options.log,
    });
  }

  /** Everything that happens to the app from outside; the rest follows when it is ready. */
  start(launch: LaunchArguments): void {
    app.on('web-contents-created', (_event, contents) => lockContents(contents));
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') {
        app.quit();
      }
    });
    app.on('activate', () => this.#show());
    app.on('open-file', (event, path) => {
      event.preventDefault();
      void this.#openRoots([path]);
    });
    app.on('second-instance', (_event, _argv, _workingDirectory, data) => {
      this.#show();
      void this.#openRoots(secondInstanceSchema.safeParse(data).data?.roots ?? []);
    });
    this.#engine.catch((thrown: unknown) => {
      this.#log.error(`The engine did not start: ${messageOf(thrown)}`);
      dialog.showErrorBox('Incumbent could not start', messageOf(thrown));
      app.exit(1);
    });
    void app.whenReady().then(() => this.#ready(launch));
  }

  #ready(launch: LaunchArguments): void {
    const log = this.#log;
    denyPermissions(session.defaultSession);
    servePage(installation().pageDirectory);
    serveDialogs();
    serveEnginePorts(
      this.#engine.then((engine) => serveEngine({ engine, readOnly: null, log })),
      log,
    );
    const menu = createMenu({ platform: process.platform, choose: (action) => this.#choose(action) });
    Menu.setApplicationMenu(menu);
    hearPage(CHANNELS.offerRunActions, log, (offered) => {
      offerRunActions(menu, Array.isArray(offered) ? offered.filter(isAppAction) : []);
    });
    this.#quitGuard.watchSession();
    this.#show();
    void this.#openRoots(launch.roots);
  }

  /** The window, in front; a new one where there is none. */
  #show(place = ''): BrowserWindow {
    if (this.#window !== null) {
      focusWindow(this.#window);
      if (place !== '') {
        void this.#window.loadURL(placeUrl(place));
      }
      return this.#window;
    }
    const window = openWindow({
      stateFile: join(this.#dataDirectory, 'desktop', 'window.json'),
      place,
      icon:
        process.platform === 'linux'
          ? join(installation().assetsDirectory, 'icons', 'linux', '256x256.png')
          : null,
    });
    window.on('closed', () => {
      this.#window = null;
    });
    this.#quitGuard.watch(window);
    watchPageCrash(window, this.#log);
    this.#window = window;
    return window;
  }

  /** Adds run directories to the list and shows the last of them. */
  async #openRoots(roots: readonly string[]): Promise<void> {
    const engine = await this.#engine;
    for (const path of roots) {
      try {
        const { key } = await engine.home.open({ path }, {});
        this.#show(`/run/${encodeURIComponent(key)}/overview`);
      } catch (thrown) {
        dialog.showErrorBox(`${path} was not opened`, messageOf(thrown));
      }
    }
  }

  #choose(action: AppAction): void {
    this.#show().webContents.send(CHANNELS.action, action);
  }
}

/** Gives every page that asks a port to the engine. Until the engine is there the page waits. */
function serveEnginePorts(served: Promise<ServedEngine>, log: Logger): void {
  hearPage(CHANNELS.requestEnginePort, log, (_input, window) => {
    served
      .then((engine) => {
        if (window.isDestroyed()) {
          return;
        }
        const { port1, port2 } = new MessageChannelMain();
        engine.connect(wireOf(port1));
        port1.start();
        window.webContents.postMessage(CHANNELS.enginePort, null, [port2]);
      })
      .catch((thrown: unknown) => log.error(`The page got no port to the engine: ${messageOf(thrown)}`));
  });
}

function wireOf(port: MessagePortMain): ServerWire {
  return {
    send: async (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => port.on('close', listener),
  };
}

/** The engine of the desktop app. It may have to wait for the login shell, so the window does not wait for it. */
async function startEngine(log: Logger): Promise<Engine> {
  const { version, assetsDirectory, workerEntry, commandEntry, analysisEntry } = installation();
  const env = await desktopEnvironment(process.env, process.platform, log);
  return createEngine({
    host: 'desktop',
    version,
    dataDirectory: dataDirectory(process.env, process.platform),
    // A dock starts apps in the root of the disk.
    workingDirectory: process.env.TERM ? process.cwd() : homedir(),
    assetsDirectory,
    examplesDirectory: examplesDirectory(process.env),
    workerEntry,
    commandEntry,
    analysisEntry,
    readOnly: false,
    env,
    log,
  });
}
