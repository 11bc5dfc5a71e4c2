import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A Chromium that can be started, and what its environment needs beside the process's own. */
export type BrowserBinary = {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
};

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const INSTALLED = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * The browser of the tests: `CHROMIUM_PATH`, else one that is installed, else the one that npm brought (Linux), which
 * is unpacked once into the temp folder. Cheap when called again; safe when several processes call it at once.
 */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): BrowserBinary {
  const installed = env.CHROMIUM_PATH ?? onPath(env.PATH ?? '') ?? INSTALLED.find((file) => existsSync(file));
  if (installed !== undefined) {
    return { executablePath: installed, env: {} };
  }
  if (process.platform !== 'linux') {
    throw new Error(
      'The browser tests need Chrome or Chromium; found none. Set CHROMIUM_PATH to its program.',
    );
  }
  return unpacked();
}

function onPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => NAMES_ON_PATH.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function unpacked(): BrowserBinary {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const folder = join(tmpdir(), `incumbent-test-chromium-${version}`);
  if (!existsSync(join(folder, 'chromium'))) {
    unpackInto(folder);
  }
  const libraries = join(folder, 'al2023', 'lib');
  return {
    executablePath: join(folder, 'chromium'),
    env: existsSync(libraries) ? { LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') } : {},
  };
}

/** The package unpacks into its process's temp folder: give it one of its own and rename that, all or nothing. */
function unpackInto(folder: string): void {
  const staging = mkdtempSync(`${folder}-`);
  run(`await (await import('@sparticuz/chromium')).default.executablePath()`, staging);
  if (!starts(join(staging, 'chromium'))) {
    // A bare image lacks NSS; the package has it, for another cloud's image.
    run(
      `const { inflate } = await import('@sparticuz/chromium');
       await inflate((await import('node:url')).fileURLToPath(new URL('../bin/al2023.tar.br', import.meta.resolve('@sparticuz/chromium'))))`,
      staging,
    );
  }
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) {
      throw error;
    }
  }
}

function run(code: string, temporaryFolder: string): void {
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: { ...process.env, TMPDIR: temporaryFolder },
    cwd: import.meta.dirname,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function starts(executablePath: string): boolean {
  try {
    execFileSync(executablePath, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
