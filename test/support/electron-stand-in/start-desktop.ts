import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { removeFolder } from '#test/support/remove-folder.ts';
import { watchProblems } from '../chromium.ts';
import { waitUntil } from '../wait-until.ts';
import type { Orders } from './control.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The stand-in, bundled so that a plain Node process can import it as `electron`. */
export type StandIn = { readonly registration: string; readonly remove: () => void };

export async function buildStandIn(): Promise<StandIn> {
  // Inside the repository, where the bundle finds its packages.
  mkdirSync(join(ROOT, 'test/output'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'test/output/electron-stand-in-'));
  const common = { bundle: true, outdir: folder, logLevel: 'warning' } as const;
  await build({
    ...common,
    entryPoints: [here('electron.ts')],
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
  });
  await build({ ...common, entryPoints: [here('isolated-world.ts'), here('main-world.ts')], format: 'iife' });
  writeFileSync(
    join(folder, 'resolve.mjs'),
    `export const resolve = (specifier, context, next) =>
  specifier === 'electron'
    ? { url: new URL('./electron.mjs', import.meta.url).href, shortCircuit: true }
    : next(specifier, context);\n`,
  );
  writeFileSync(
    join(folder, 'register.mjs'),
    `import { register } from 'node:module';\nregister('./resolve.mjs', import.meta.url);\n`,
  );
  return {
    registration: pathToFileURL(join(folder, 'register.mjs')).href,
    remove: () => removeFolder(folder),
  };
}

export type Desktop = {
  readonly process: ChildProcess;
  /** The window's page, in the real Chromium of the stand-in. */
  readonly page: Page;
  readonly problems: readonly string[];
  /** What the process wrote to its standard error. */
  readonly errors: () => string;
  readonly order: <Name extends keyof Orders>(
    name: Name,
    ...args: Parameters<Orders[Name]>
  ) => Promise<Awaited<ReturnType<Orders[Name]>>>;
  /** Exit code, once the process has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it at once where it still runs. */
  readonly kill: () => Promise<void>;
};

/**
 * Starts the built desktop app, `dist/main/desktop.js`, unmodified, with the stand-in as its `electron`, and attaches
 * to its window.
 */
export async function startDesktop(options: {
  readonly standIn: StandIn;
  readonly dataDirectory: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}): Promise<Desktop> {
  const child = forkDesktop(options);
  const line = openLine(child);
  const { endpoint, browser, page } = await attach(line).catch((thrown) => {
    child.kill('SIGKILL');
    throw thrown;
  });
  return {
    process: child,
    page,
    problems: watchProblems(page),
    errors: line.errors,
    order: line.order,
    ended: line.ended,
    async kill() {
      await browser.close().catch(() => {});
      child.kill('SIGKILL');
      await line.ended;
      // Its Chromium ends a moment later, and writes into its profile until then.
      await waitUntil(async () => !(await answers(endpoint)));
    },
  };
}

/** The window's page, once there is one and it has loaded. */
async function attach(line: ReturnType<typeof openLine>) {
  const endpoint = await Promise.race([
    line.endpoint,
    line.ended.then((code) => {
      throw new Error(`The desktop app ended with ${code} before it had a window: ${line.errors()}`);
    }),
  ]);
  const browser = await chromium.connectOverCDP(endpoint);
  const page = await waitUntil(() => windowPage(browser));
  // Chromium refuses to reload a page that it is still bringing up.
  await page.waitForLoadState('load');
  return { endpoint, browser, page };
}

/** Starts the process alone, without waiting for a window. */
export function forkDesktop(options: Parameters<typeof startDesktop>[0]): ChildProcess {
  const { standIn, dataDirectory, args = [], env = {} } = options;
  return fork(join(ROOT, 'dist/main/desktop.js'), args, {
    execArgv: ['--import', standIn.registration],
    // TERM: started from a terminal, so that no login shell is asked.
    env: { ...process.env, TERM: 'dumb', INCUMBENT_DATA: dataDirectory, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

async function answers(endpoint: string): Promise<boolean> {
  return fetch(`${endpoint}/json/version`).then(
    () => true,
    () => false,
  );
}

function windowPage(browser: Browser): Page | undefined {
  return browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((page) => page.url().startsWith('http://incumbent.app.localhost/'));
}

type FromChild =
  | { readonly kind: 'browser'; readonly endpoint: string }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string };

/** Orders to the process and what it says. */
function openLine(child: ChildProcess) {
  const waiting = new Map<number, (answer: FromChild) => void>();
  const answered = (answer: Exclude<FromChild, { readonly kind: 'browser' }>) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  };
  let errors = '';
  let lastId = 0;
  child.stderr?.on('data', (text: Buffer) => {
    errors += text;
  });
  child.stdout?.resume();
  const endpoint = new Promise<string>((resolve) => {
    child.on('message', (message: FromChild) => {
      if (message.kind === 'browser') {
        resolve(message.endpoint);
      } else {
        answered(message);
      }
    });
  });
  // After the last answer: an order that had the process end may be without one.
  child.once('disconnect', () => {
    for (const id of [...waiting.keys()]) {
      answered({ kind: 'failed', id, error: 'The desktop app ended before it answered' });
    }
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const order: Desktop['order'] = (name, ...args) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, (answer) =>
        answer.kind === 'done'
          ? resolve(answer.result as never)
          : reject(new Error(answer.kind === 'failed' ? answer.error : answer.kind)),
      );
      child.send({ id: lastId, order: name, args }, (error) => error && reject(error));
    });
  return { endpoint, ended, order, errors: () => errors };
}
