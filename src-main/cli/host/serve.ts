import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createEngine, type Engine } from '#core/engine.ts';
import { createLogger } from '#core/platform/log.ts';
import { dataDirectory, examplesDirectory, installation } from '#main/installation.ts';
import { startWebHost } from '#main/web/server.ts';
import type { Invocation } from '../shell.ts';
import { terminalSink } from '../terminal/terminal-log.ts';

export type ServeWish = {
  readonly directories: readonly string[];
  readonly port: number;
  readonly host: string;
  readonly opensBrowser: boolean;
  readonly readOnly: boolean;
};

/** The browser host, until Ctrl-C. Workers go on after it. */
export async function serve({ terminal, logLevel }: Invocation<object>, wish: ServeWish): Promise<number> {
  const log = createLogger(logLevel, [terminalSink(terminal)]);
  const { version, assetsDirectory, workerEntry, commandEntry, analysisEntry, pageDirectory } =
    installation();
  const engine = createEngine({
    host: 'browser',
    version,
    dataDirectory: dataDirectory(process.env, process.platform),
    workingDirectory: process.cwd(),
    assetsDirectory,
    examplesDirectory: examplesDirectory(process.env),
    workerEntry,
    commandEntry,
    analysisEntry,
    readOnly: wish.readOnly,
    env: process.env,
    log,
  });
  try {
    const key = await openDirectories(engine, wish.directories);
    const { port, host, readOnly } = wish;
    const web = await startWebHost({ engine, port, host, readOnly, pageDirectory, log });
    // Before its address is out, so that whoever has read that can end it in good order.
    const signalled = untilSignal();
    terminal.result(`Incumbent is at ${web.url}`);
    if (wish.opensBrowser) {
      openBrowser(key === null ? web.url : `${web.url}#/run/${key}`, (text) => terminal.say(text));
    }
    await signalled;
    await web.close();
  } finally {
    await engine.dispose();
  }
  return 0;
}

/** Puts them on the list; answers the key of the first. */
async function openDirectories(engine: Engine, directories: readonly string[]): Promise<string | null> {
  let first: string | null = null;
  for (const directory of directories) {
    const { key } = await engine.home.open({ path: resolve(directory) }, {});
    first ??= key;
  }
  return first;
}

function untilSignal(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => done());
    }
  });
}

/** Opens an address in the person's browser where there is a display for one; the address is printed anyway. */
function openBrowser(url: string, say: (text: string) => void): void {
  const program = browserProgram(process.platform, process.env);
  if (program === null) {
    return;
  }
  const [command, ...args] = program;
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  const onFailure = () => say('No browser could be opened: open the address above yourself');
  child.once('error', onFailure);
  child.once('exit', (code) => code !== 0 && onFailure());
  child.unref();
}

type Program = readonly [command: string, ...args: string[]];

function browserProgram(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): Program | null {
  switch (platform) {
    case 'darwin':
      return ['open'];
    case 'win32':
      return ['explorer.exe'];
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null;
  }
}
