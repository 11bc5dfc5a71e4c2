import { spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
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

/**
 * The browser host, until Ctrl-C. Workers go on after it. With `readOnly` it shows the given directories and nothing else:
 * it has a list of runs of its own, which lasts as long as it does.
 *
 * @throws IncumbentError `usage` if nothing is named that a read-only host could show; `root-not-a-run`, `port-in-use` …
 */
export async function serve(invocation: Invocation<object>, wish: ServeWish): Promise<number> {
  if (!wish.readOnly) {
    return await serveFrom(dataDirectory(invocation.env, process.platform), invocation, wish);
  }
  if (wish.directories.length === 0) {
    throw new IncumbentError(
      'usage',
      '`--read-only` shows the run directories that are named and nothing else, and none was named. Name them: `incumbent serve ROOT_DIRECTORY --read-only`.',
    );
  }
  const list = await mkdtemp(join(tmpdir(), 'incumbent-read-only-'));
  try {
    return await serveFrom(list, invocation, wish);
  } finally {
    await rm(list, { recursive: true, force: true });
  }
}

async function serveFrom(
  listDirectory: string,
  { terminal, logLevel, env }: Invocation<object>,
  wish: ServeWish,
): Promise<number> {
  const log = createLogger(logLevel, [terminalSink(terminal)]);
  const { version, assetsDirectory, workerEntry, commandEntry, analysisEntry, pageDirectory } =
    installation();
  const engine = createEngine({
    host: 'browser',
    version,
    dataDirectory: listDirectory,
    workingDirectory: process.cwd(),
    assetsDirectory,
    examplesDirectory: examplesDirectory(env),
    workerEntry,
    commandEntry,
    analysisEntry,
    readOnly: wish.readOnly,
    env,
    log,
  });
  try {
    const key = await openDirectories(engine, wish.directories);
    const { port, host } = wish;
    const readOnly = wish.readOnly ? { roots: await realRoots(wish.directories), home: homedir() } : null;
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

/** Each directory as it was named and as it is with its links followed: either may be shown. */
async function realRoots(directories: readonly string[]): Promise<readonly string[]> {
  const named = directories.map((directory) => resolve(directory));
  const followed = named.map((directory) => realpath(directory).catch(() => directory));
  return [...new Set([...named, ...(await Promise.all(followed))])];
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
