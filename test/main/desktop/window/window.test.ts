import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { injectProbe } from '#test/support/host-page.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { asked, desktopTests } from '../desktop-tests.ts';

const { start, temporaryFolder } = desktopTests();

describe('the desktop window', () => {
  it('shows the page, sandboxed, isolated and without Node', async () => {
    const desktop = await start();
    const [options] = await asked(desktop, 'window');
    expect(options).toMatchObject({
      icon: expect.stringMatching(/256x256\.png$/),
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
      },
    });
    expect(await asked(desktop, 'loadURL')).toEqual(['app://incumbent/']);
    await desktop.page.getByRole('button', { name: 'New run' }).first().waitFor();
    expect(
      await desktop.page.evaluate(() =>
        ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
          (name) => name in globalThis,
        ),
      ),
    ).toEqual([]);
    expect(desktop.problems).toEqual([]);
    expect(desktop.errors()).toBe('');
  });

  it('gives the page the bridge of the contract and no more', async () => {
    const { page } = await start();
    const members = await page.evaluate(() =>
      Object.entries((window as unknown as { desktop: object }).desktop).map(([name, value]) => [
        name,
        typeof value,
      ]),
    );
    expect(Object.fromEntries(members)).toEqual({
      openDirectory: 'function',
      openFile: 'function',
      saveFile: 'function',
      revealInFolder: 'function',
      pathOfDropped: 'function',
      onAction: 'function',
      offerRunActions: 'function',
      requestEnginePort: 'function',
    });
  });

  it('serves the page under a policy without exceptions and connections', async () => {
    const { page, problems } = await start();
    const answer = await page.reload();
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-`);
    expect(policy).toContain(`connect-src 'none'`);
    expect(policy).not.toContain('unsafe');
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.head.append(script);
    });
    expect(await page.evaluate(() => 'intruder' in window)).toBe(false);
    expect(problems).toEqual([expect.stringMatching(/^error: Executing inline script violates/)]);
  });

  it('comes back where it was, at its size', async () => {
    const dataDirectory = temporaryFolder();
    const first = await start({ dataDirectory });
    await first.order('closeWindow').catch(() => {});
    expect(await first.ended).toBe(0);
    const file = join(dataDirectory, 'desktop', 'window.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      x: 0,
      y: 0,
      width: 1440,
      height: 900,
      maximized: false,
    });
    writeFileSync(file, JSON.stringify({ x: 100, y: 50, width: 1000, height: 700, maximized: false }));
    const [options] = await asked(await start({ dataDirectory }), 'window');
    expect(options).toMatchObject({ x: 100, y: 50, width: 1000, height: 700 });
  });

  it.each([
    ['is on a screen that is gone', { x: 5000, y: 0, width: 1000, height: 700, maximized: false }],
    ['makes no sense', { x: 'left' }],
  ])('opens at its usual size where the remembered place %s', async (_why, state) => {
    const dataDirectory = temporaryFolder();
    const first = await start({ dataDirectory });
    await first.order('closeWindow').catch(() => {});
    await first.ended;
    writeFileSync(join(dataDirectory, 'desktop', 'window.json'), JSON.stringify(state));
    const [options] = await asked(await start({ dataDirectory }), 'window');
    expect(options).toMatchObject({ width: 1440, height: 900 });
  });

  it('offers to load the page again when its process died', async () => {
    const desktop = await start();
    await desktop.page.evaluate(() => Object.assign(window, { before: true }));
    await desktop.order('prepareAnswer', 'showMessageBox', { response: 0 });
    await desktop.order('crash', 'crashed');
    await waitUntil(() => desktop.page.evaluate(() => !('before' in window)).catch(() => false));
    expect(await asked(desktop, 'showMessageBox')).toMatchObject([
      { type: 'error', buttons: ['Load it again', 'Quit'], detail: expect.stringContaining('crashed') },
    ]);
  });
});

describe('the engine behind the window', () => {
  it('answers the page over a message port', async () => {
    const { page } = await start();
    const probe = await injectProbe(page);
    const info = await probe.evaluate(({ connection }) => connection.client.host.info({}));
    expect(info).toMatchObject({ host: 'desktop', platform: process.platform, read_only: false });
    expect(await probe.evaluate(({ connection }) => connection.host)).toBe('desktop');
  });

  it('streams to the page, and again after the page was loaded anew', async () => {
    const { page, errors } = await start();
    for (const round of [1, 2]) {
      const probe = await injectProbe(page);
      const home = await probe.evaluateHandle(({ followHome }) => followHome());
      await waitUntil(async () => (await home.evaluate(({ seqs }) => seqs.length)) > 0);
      if (round === 1) {
        await page.reload();
      }
    }
    expect(errors()).toBe('');
  });

  it('refuses with a code, as in the browser', async () => {
    const { page } = await start();
    const probe = await injectProbe(page);
    const refusal = await probe.evaluate(({ connection, refusalOf }) =>
      connection.client.setup.read({ path: '/does/not/exist.yaml' }).catch(refusalOf),
    );
    expect(refusal).toMatchObject({
      code: expect.any(String),
      message: expect.stringContaining('exist.yaml'),
    });
  });
});
