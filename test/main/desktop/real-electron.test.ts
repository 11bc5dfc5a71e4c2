import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { DesktopBridge } from '#core/contract/api/desktop.ts';
import { findElectron } from '#main/desktop/find-electron.ts';
import { injectProbe } from '#test/support/host-page.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const electron = findElectron({
  packageDirectory: ROOT,
  env: process.env,
  platform: process.platform,
  userId: process.getuid?.() ?? null,
});

let folder: string;
let app: ElectronApplication;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-electron-'));
  if (electron.kind === 'found') {
    app = await _electron.launch({
      executablePath: electron.executable,
      args: [...electron.arguments, ROOT],
      env: { ...process.env, TERM: 'dumb', INCUMBENT_DATA: join(folder, 'data') } as Record<string, string>,
    });
    page = await app.firstWindow();
  }
});
afterAll(async () => {
  await app?.close();
  removeFolder(folder);
});

/** Skips with the reason where Electron cannot start. docs/desktop.md lists what is then not proved. */
function needsElectron(context: TestContext): void {
  context.skip(electron.kind === 'missing', electron.kind === 'missing' ? electron.because : '');
}

describe('the desktop app in Electron itself', () => {
  it('has an origin of its own, isolated and without Node', async (context) => {
    needsElectron(context);
    const seen = await page.evaluate(() => ({
      origin: window.location.origin,
      secure: window.isSecureContext,
      node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      frozen: Object.isFrozen((window as unknown as { desktop: object }).desktop),
    }));
    expect(seen).toEqual({ origin: 'app://incumbent', secure: true, node: [], frozen: true });
  });

  it('confines the page’s process where the system lets it', async (context) => {
    needsElectron(context);
    const confined = process.platform === 'linux' && process.getuid?.() !== 0;
    const pid = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    );
    // 2: a filter on system calls is in force. The root user of Linux starts without the sandbox.
    expect(confined ? readFileSync(`/proc/${pid}/status`, 'utf8') : 'Seccomp:\t2').toMatch(/^Seccomp:\s+2$/m);
  });

  it('reaches the engine over Electron’s message port, and again after the page was loaded anew', async (context) => {
    needsElectron(context);
    for (const round of [1, 2]) {
      const probe = await injectProbe(page);
      const info = await probe.evaluate(({ connection }) => connection.client.host.info({}));
      expect(info, `round ${round}`).toMatchObject({ host: 'desktop' });
      await page.reload();
    }
  });

  it('keeps the page where it is', async (context) => {
    needsElectron(context);
    await page.evaluate(() => {
      window.open('http://127.0.0.1:9/');
      window.location.href = 'http://127.0.0.1:9/';
    });
    expect(await page.evaluate(() => window.location.origin)).toBe('app://incumbent');
    expect(app.windows()).toHaveLength(1);
  });

  it('tells where a dropped file lives', async (context) => {
    needsElectron(context);
    const file = join(folder, 'dropped.yaml');
    writeFileSync(file, 'x: 1\n');
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'dropped' });
      document.body.append(input);
    });
    await page.setInputFiles('#dropped', file);
    const place = await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#dropped');
      const dropped = input?.files?.[0];
      return (
        dropped && (window as unknown as { desktop: DesktopBridge<File> }).desktop.pathOfDropped(dropped)
      );
    });
    expect(place).toBe(file);
  });

  it('starts workers with its own program run as Node', async (context) => {
    needsElectron(context);
    writeFileSync(join(folder, 'square.mjs'), 'export const square = ({ x }) => x * x;\n');
    const text = [
      'evaluate_pipeline: square.mjs:square',
      'root_directory: squares',
      'pipeline_space:',
      '  x: {lower: 0.0, upper: 1.0}',
      'max_evaluations_total: 3',
      'optimizer: random_search',
      '',
    ].join('\n');
    const probe = await injectProbe(page);
    const state = await probe.evaluate(
      async ({ connection: { client } }, given) => {
        const started = await client.setup.start({
          ...given,
          workers: 1,
          env: {},
          existing: { kind: 'ask' },
        });
        if (started.kind !== 'started') {
          return started.kind;
        }
        for await (const { status } of await client.run.watch({ key: started.key })) {
          if (status.state === 'finished' || status.state === 'failed') {
            return status.state;
          }
        }
        return 'the stream ended';
      },
      { text, file: join(folder, 'run.yaml') },
    );
    expect(state).toBe('finished');
  });
});
