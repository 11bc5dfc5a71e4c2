import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ElectronSearch, findElectron } from '#main/desktop/find-electron.ts';
import { folderWith } from '#test/support/folder-with.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true });
  }
});

/** An app's folder whose node_modules holds these files of the package electron. */
function appWith(files: Readonly<Record<string, string>>): string {
  const inPackage = Object.entries(files).map(([name, text]) => [`node_modules/electron/${name}`, text]);
  const folder = folderWith({ 'package.json': '{}', ...Object.fromEntries(inPackage) });
  folders.push(folder);
  return folder;
}

const DOWNLOADED = { 'package.json': '{"name":"electron"}', 'path.txt': 'electron', 'dist/electron': '' };

function search(packageDirectory: string, changes: Partial<ElectronSearch> = {}) {
  return findElectron({
    packageDirectory,
    env: { DISPLAY: ':0' },
    platform: 'linux',
    userId: 1000,
    ...changes,
  });
}

describe('looking for Electron', () => {
  it('finds the program that the package downloaded', () => {
    const app = appWith(DOWNLOADED);
    expect(search(app)).toEqual({
      kind: 'found',
      executable: join(app, 'node_modules/electron/dist/electron'),
      arguments: [],
    });
  });

  it('finds it by the usual name where the package did not note one', () => {
    const { 'path.txt': _without, ...files } = DOWNLOADED;
    expect(search(appWith(files))).toMatchObject({ kind: 'found' });
  });

  it('finds the one that the environment names', () => {
    const elsewhere = folderWith({ electron: '' });
    folders.push(elsewhere);
    chmodSync(join(elsewhere, 'electron'), 0o755);
    expect(
      search(appWith(DOWNLOADED), { env: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: elsewhere } }),
    ).toEqual({
      kind: 'found',
      executable: join(elsewhere, 'electron'),
      arguments: [],
    });
  });

  it.each([
    ['darwin', 'Electron.app/Contents/MacOS/Electron'],
    ['win32', 'electron.exe'],
  ] as const)('knows the program of %s, which needs no display variable', (platform, program) => {
    const app = appWith({ 'package.json': '{}', [`dist/${program}`]: '' });
    expect(search(app, { platform, env: {}, userId: null })).toMatchObject({
      kind: 'found',
      executable: join(app, 'node_modules/electron/dist', program),
    });
  });

  it('leaves out the sandbox only for the root user, who could not start it otherwise', () => {
    expect(search(appWith(DOWNLOADED), { userId: 0 })).toMatchObject({ arguments: ['--no-sandbox'] });
  });

  it.each([
    ['the package is not installed', {}, { DISPLAY: ':0' }, 'the package electron is not installed'],
    [
      'only the package is there',
      { 'package.json': '{}' },
      { DISPLAY: ':0' },
      "Electron's program is not there",
    ],
    ['there is no display', DOWNLOADED, {}, 'there is no display'],
  ])('says why there is none: %s', (_why, files, env, because) => {
    const found = search(appWith(files), { env });
    expect(found).toMatchObject({ kind: 'missing', because: expect.stringContaining(because) });
  });

  it('takes a Wayland display as well', () => {
    expect(search(appWith(DOWNLOADED), { env: { WAYLAND_DISPLAY: 'wayland-0' } })).toMatchObject({
      kind: 'found',
    });
  });
});
