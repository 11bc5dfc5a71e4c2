import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
let folder: string;
let resources: string;

/** Packs the built app as `npm run package` does, around a program that stands where Electron's would. */
function pack(): void {
  folder = folderWith({
    'electron/electron': '',
    'electron/chrome-sandbox': '',
    'electron/chrome_crashpad_handler': '',
    'electron/version': '',
    'electron/resources/.keep': '',
    'electron/locales/.keep': '',
  });
  // Fuses are switches inside Electron's own program.
  const { electronFuses: _fuses, ...configuration } = parse(
    readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'),
  );
  const file = join(folder, 'builder.yml');
  writeFileSync(
    file,
    stringify({
      ...configuration,
      electronDist: join(folder, 'electron'),
      directories: { ...configuration.directories, output: join(folder, 'release') },
    }),
  );
  const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');
  execFileSync(process.execPath, [builder, '--config', file, '--linux', 'dir', '--x64'], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  resources = join(folder, 'release', 'linux-unpacked', 'resources');
}

describe.runIf(process.platform === 'linux')('a packed app', () => {
  beforeAll(pack, 900_000);
  afterAll(() => removeFolder(folder));

  it('holds the built program, the page and what both import', () => {
    const asar = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'))(
      '@electron/asar',
    );
    const files = (asar.listPackage(join(resources, 'app.asar'), {}) as string[]).map((file) =>
      file.replaceAll('\\', '/'),
    );
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/main/desktop.js',
        '/dist/main/preload.cjs',
        '/dist/main/worker.js',
        '/dist/main/javascript-child.js',
        '/dist/renderer/index.html',
        '/node_modules/zod/package.json',
        '/node_modules/yaml/package.json',
      ]),
    );
    expect(
      files.filter((file) => file.startsWith('/node_modules/electron') || file.startsWith('/src-')),
    ).toEqual([]);
  });

  it.each([
    'dist/main/analysis-thread.mjs',
    'dist/main/child.py',
    'dist/main/syntax.py',
    'dist/main/incumbent_child',
    'assets/examples',
    'assets/icons/linux/256x256.png',
    'node_modules/tsx/package.json',
    'node_modules/esbuild/package.json',
  ])('keeps %s outside its archive', (path) => {
    expect(existsSync(join(resources, 'app.asar.unpacked', path))).toBe(true);
  });
});
