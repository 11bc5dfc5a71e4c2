import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpacked } from '#core/platform/own-program.ts';

/** Where the parts of this installation are. All paths absolute. */
export type Installation = {
  readonly version: string;
  /** Holds `examples/`. */
  readonly assetsDirectory: string;
  /** The bundled entry of a worker process. */
  readonly workerEntry: string;
  /** The bundled entry of the command line. */
  readonly commandEntry: string;
  /** The bundled entry of the thread that analyses runs. */
  readonly analysisEntry: string;
  /** The built page. */
  readonly pageDirectory: string;
  /** What Electron is started with: the folder whose package.json names its main file. */
  readonly packageDirectory: string;
};

/** The same two levels below the package, whether bundled (`dist/main`) or from source. */
const PACKAGE = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../' : '../', import.meta.url),
);

/** Where this very installation is, from source, built or packaged. */
export function installation(): Installation {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string };
  return {
    version,
    // Packaged, they lie outside the archive: other programs read them.
    assetsDirectory: join(unpacked(PACKAGE), 'assets'),
    workerEntry: join(PACKAGE, 'dist', 'main', 'worker.js'),
    commandEntry: join(PACKAGE, 'dist', 'main', 'cli.js'),
    // Threads read it without the archive's help.
    analysisEntry: join(unpacked(PACKAGE), 'dist', 'main', 'analysis-thread.mjs'),
    pageDirectory: join(PACKAGE, 'dist', 'renderer'),
    packageDirectory: PACKAGE,
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of the list of runs, shared by desktop and browser host: `INCUMBENT_DATA`, else where the platform keeps
 * such things.
 */
export function dataDirectory(env: Environment, platform: NodeJS.Platform): string {
  if (env.INCUMBENT_DATA) {
    return env.INCUMBENT_DATA;
  }
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'incumbent');
    case 'win32':
      return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'incumbent');
    default:
      return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'incumbent');
  }
}

/** Where examples are copied before they are started: `INCUMBENT_EXAMPLES`, else a visible folder at home. */
export function examplesDirectory(env: Environment): string {
  return env.INCUMBENT_EXAMPLES || join(homedir(), 'incumbent-examples');
}
