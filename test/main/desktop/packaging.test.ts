import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Resolves as electron-builder itself would: these packages are its own. */
const fromBuilder = createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'));

type Configuration = {
  readonly files: readonly string[];
  readonly asarUnpack: readonly string[];
  readonly electronFuses: { readonly runAsNode: boolean };
  readonly mac: Platform;
  readonly win: Platform;
  readonly linux: Platform;
};
type Platform = { readonly icon: string; readonly target: readonly { readonly target: string }[] };

function configuration(): Configuration {
  return parse(readFileSync(`${ROOT}electron-builder.yml`, 'utf8')) as Configuration;
}

/** electron-builder's own check of the file, which needs neither network nor Electron's program. */
async function validate(given: unknown): Promise<void> {
  const { validateConfiguration } = fromBuilder('app-builder-lib/out/util/config/config.js');
  const { DebugLogger } = fromBuilder('builder-util');
  await validateConfiguration(given, new DebugLogger(false));
}

/** Width and height of a PNG file. */
function pngSize(file: string): readonly [number, number] {
  const bytes = readFileSync(file);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

describe('electron-builder.yml', () => {
  it('is valid by electron-builder’s own rules', async () => {
    await expect(validate(configuration())).resolves.toBeUndefined();
  });

  it('would be refused with an unknown key', async () => {
    await expect(validate({ ...configuration(), asarUnpacked: [] })).rejects.toThrow(/asarUnpacked/);
  });

  it('makes installers for three platforms', () => {
    const { mac, win, linux } = configuration();
    expect([mac, win, linux].map(({ target }) => target.map((one) => one.target))).toEqual([
      ['dmg', 'zip'],
      ['nsis', 'zip'],
      ['AppImage', 'tar.gz'],
    ]);
  });

  it('keeps outside the archive whatever another program reads', () => {
    expect(configuration().asarUnpack).toEqual(
      expect.arrayContaining(['dist/main/child.py', 'dist/main/incumbent_child/**', 'assets/**']),
    );
    expect(configuration().asarUnpack).toContain('dist/main/analysis-thread.mjs');
    expect(existsSync(`${ROOT}dist/main/analysis-thread.mjs`)).toBe(true);
    expect(existsSync(`${ROOT}dist/main/child.py`)).toBe(true);
    expect(readdirSync(`${ROOT}dist/main/incumbent_child`)).not.toEqual([]);
  });

  it('lets workers start as Node in Electron’s program', () => {
    expect(configuration().electronFuses.runAsNode).toBe(true);
  });

  it('takes along the folder of the built program that package.json starts', () => {
    const { main } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { main: string };
    expect(main).toBe('dist/main/desktop.js');
    expect(configuration().files).toContain('dist/**');
  });
});

describe('the icons', () => {
  it('are there for every platform', () => {
    const { mac, win, linux } = configuration();
    expect(readFileSync(`${ROOT}${mac.icon}`).subarray(0, 4).toString('latin1')).toBe('icns');
    expect([...readFileSync(`${ROOT}${win.icon}`).subarray(0, 4)]).toEqual([0, 0, 1, 0]);
    for (const name of readdirSync(`${ROOT}${linux.icon}`)) {
      const [size] = pngSize(`${ROOT}${linux.icon}/${name}`);
      expect(name).toBe(`${size}x${size}.png`);
    }
    expect(pngSize(`${ROOT}assets/icons/icon.png`)).toEqual([1024, 1024]);
  });
});
