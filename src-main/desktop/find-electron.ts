import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type ElectronSearch = {
  /** Folder of the package that depends on Electron. */
  readonly packageDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** User id; null where the platform has none. */
  readonly userId: number | null;
};

/** How to start the desktop window, or why there can be none here, in words. */
export type FoundElectron =
  | { readonly kind: 'found'; readonly executable: string; readonly arguments: readonly string[] }
  | { readonly kind: 'missing'; readonly because: string };

const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Looks for Electron's program without importing the package: that would download it. Touches no network.
 *
 * @returns `arguments` go before the app's folder.
 */
export function findElectron(search: ElectronSearch): FoundElectron {
  const { env, platform, userId } = search;
  const executable = executableOf(search);
  if (executable === null) {
    return { kind: 'missing', because: 'the package electron is not installed' };
  }
  if (!existsSync(executable)) {
    return { kind: 'missing', because: `Electron's program is not there (${executable})` };
  }
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    return { kind: 'missing', because: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  }
  // Chromium's sandbox refuses to start for the root user of Linux.
  return {
    kind: 'found',
    executable,
    arguments: platform === 'linux' && userId === 0 ? ['--no-sandbox'] : [],
  };
}

/** Where the package says that its program is; `ELECTRON_OVERRIDE_DIST_PATH` names another folder, as it does for it. */
function executableOf({ packageDirectory, env, platform }: ElectronSearch): string | null {
  const folder = packageFolder(packageDirectory);
  const program = folder === null ? null : readProgramName(folder);
  const usual = PROGRAMS[platform] ?? 'electron';
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    return join(env.ELECTRON_OVERRIDE_DIST_PATH, program ?? usual);
  }
  return folder === null ? null : join(folder, 'dist', program ?? usual);
}

function packageFolder(packageDirectory: string): string | null {
  try {
    return dirname(createRequire(join(packageDirectory, 'package.json')).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/** `path.txt` is written with the download; without it there is none. */
function readProgramName(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'path.txt'), 'utf8').trim();
  } catch {
    return null;
  }
}
