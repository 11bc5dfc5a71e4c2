import { describe, expect, it } from 'vitest';
import { CHANNELS } from '#main/desktop/channels.ts';
import type { Desktop } from '#test/support/electron-stand-in/start-desktop.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { asked, desktopTests } from './desktop-tests.ts';

const { start } = desktopTests();

async function staysOnPage(desktop: Desktop): Promise<void> {
  expect(desktop.page.url()).toMatch(/^http:\/\/incumbent\.app\.localhost\//);
  expect(await desktop.page.evaluate(() => 'desktop' in window)).toBe(true);
}

describe('the page of the desktop window', () => {
  it.each([
    ['https://example.org/manual', ['https://example.org/manual']],
    ['http://example.org/', []],
    ['file:///etc/hostname', []],
  ])('does not leave for %s', async (address, outside) => {
    const desktop = await start();
    await desktop.page.evaluate((to) => {
      window.location.href = to;
    }, address);
    if (address.startsWith('http')) {
      await waitUntil(async () => (await asked(desktop, 'navigation')).length > 0);
      expect(await asked(desktop, 'navigation')).toEqual([
        { url: address, isMainFrame: true, isSameDocument: false, prevented: true },
      ]);
    }
    await staysOnPage(desktop);
    expect(await asked(desktop, 'openExternal')).toEqual(outside);
  });

  it('may load itself again and move between its own places', async () => {
    const desktop = await start();
    await desktop.page.evaluate(() => {
      Object.assign(window, { fromBefore: true });
      window.location.reload();
    });
    await waitUntil(() => desktop.page.evaluate(() => !('fromBefore' in window)).catch(() => false));
    await desktop.page.evaluate(() => {
      window.location.hash = '/new';
    });
    await staysOnPage(desktop);
    expect(await asked(desktop, 'openExternal')).toEqual([]);
  });

  it.each([
    ['https://example.org/', ['https://example.org/']],
    ['http://example.org/', []],
  ])('opens no window for %s', async (address, outside) => {
    const desktop = await start();
    await desktop.page.evaluate((to) => {
      window.open(to, '_blank', 'noopener');
    }, address);
    await waitUntil(async () => (await asked(desktop, 'window.open')).length > 0);
    expect(await asked(desktop, 'window.open')).toEqual([{ url: address, action: 'deny' }]);
    await waitUntil(() => desktop.page.context().pages().length <= 2);
    expect(await asked(desktop, 'openExternal')).toEqual(outside);
    await staysOnPage(desktop);
  });

  it('holds no frames', async () => {
    const desktop = await start();
    await desktop.page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.src = 'https://example.org/';
      document.body.append(frame);
    });
    await waitUntil(() => desktop.problems.length > 0);
    expect(desktop.problems[0]).toContain(
      'violates the following Content Security Policy directive: "default-src \'none\'"',
    );
  });

  it('gets no permission but to put copied text into the clipboard, and to show notices of runs', async () => {
    const desktop = await start();
    const denied = ['media', 'geolocation', 'midi', 'openExternal', 'clipboard-read', 'hid', 'usb'];
    for (const permission of denied) {
      expect(await desktop.order('permission', permission), permission).toEqual({
        request: false,
        check: false,
        device: false,
      });
    }
    for (const permission of ['clipboard-sanitized-write', 'notifications']) {
      expect(await desktop.order('permission', permission)).toEqual({
        request: true,
        check: true,
        device: false,
      });
    }
  });
});

describe('a message from anything but the page', () => {
  const dialog = { title: 'x', start: null };
  it('is refused', async () => {
    const desktop = await start();
    const others = [
      { url: 'https://evil.example/', inside: false },
      { url: 'app://incumbent.evil/', inside: false },
      { url: 'file:///tmp/page.html', inside: false },
      { url: 'app://incumbent/', inside: true },
      null,
    ];
    for (const frame of others) {
      const answer = await desktop.order('forge', 'invoke', CHANNELS.openDirectory, frame, [dialog]);
      expect(answer, frame?.url).toMatchObject({ error: expect.stringContaining('Only the app’s own page') });
      await desktop.order('forge', 'send', CHANNELS.requestEnginePort, frame, []);
    }
    expect(await asked(desktop, 'showOpenDialog')).toEqual([]);
    const warnings = () => desktop.errors().match(/came from something that is not the page/g)?.length;
    await waitUntil(() => warnings() === others.length);
  });

  it('is refused when the page itself sends what the contract does not know', async () => {
    const desktop = await start();
    const own = { url: 'app://incumbent/', inside: false };
    for (const input of [null, {}, { title: 1, start: null }, 'x']) {
      const answer = await desktop.order('forge', 'invoke', CHANNELS.openDirectory, own, [input]);
      expect(answer).toMatchObject({ value: null, error: expect.any(String) });
    }
    const relative = await desktop.order('forge', 'invoke', CHANNELS.revealInFolder, own, ['../x']);
    expect(relative).toMatchObject({ error: expect.any(String) });
    expect(await asked(desktop, 'showOpenDialog')).toEqual([]);
    expect(await asked(desktop, 'showItemInFolder')).toEqual([]);
  });
});
