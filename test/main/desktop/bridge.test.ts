import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { AppAction, DesktopBridge } from '#core/contract/api/desktop.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { desktopRuns } from './desktop-runs.ts';
import { asked, desktopTests } from './desktop-tests.ts';

const { start, temporaryFolder } = desktopTests();
const { startRun } = desktopRuns();

function bridgeOf(page: Page) {
  return page.evaluateHandle(() => (window as unknown as { desktop: DesktopBridge<File> }).desktop);
}

describe('the desktop bridge', () => {
  it('chooses a directory with the system’s dialog', async () => {
    const desktop = await start();
    const bridge = await bridgeOf(desktop.page);
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: false, filePaths: ['/runs/a'] });
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: true, filePaths: [] });
    const ask = () =>
      bridge.evaluate((desktopBridge) =>
        desktopBridge.openDirectory({ title: 'Open directory', start: '/runs' }),
      );
    expect([await ask(), await ask()]).toEqual(['/runs/a', null]);
    const [options] = await asked(desktop, 'showOpenDialog');
    expect(options).toEqual({
      title: 'Open directory',
      defaultPath: '/runs',
      properties: ['openDirectory', 'createDirectory'],
    });
  });

  it('chooses a file to open and one to save to', async () => {
    const desktop = await start();
    const bridge = await bridgeOf(desktop.page);
    const filters = [{ name: 'YAML', extensions: ['yaml', 'yml'] }];
    await desktop.order('prepareAnswer', 'showOpenDialog', { canceled: false, filePaths: ['/x/run.yaml'] });
    await desktop.order('prepareAnswer', 'showSaveDialog', { canceled: false, filePath: '/x/new.yaml' });
    await desktop.order('prepareAnswer', 'showSaveDialog', { canceled: true, filePath: '' });
    const given = { title: 'YAML', start: null, filters };
    expect(await bridge.evaluate((own, dialog) => own.openFile(dialog), given)).toBe('/x/run.yaml');
    expect(await bridge.evaluate((own, dialog) => own.saveFile(dialog), given)).toBe('/x/new.yaml');
    expect(await bridge.evaluate((own, dialog) => own.saveFile(dialog), given)).toBeNull();
    expect(await asked(desktop, 'showOpenDialog')).toEqual([
      { title: 'YAML', filters, properties: ['openFile'] },
    ]);
  });

  it('shows a path in the file manager', async () => {
    const desktop = await start();
    await (await bridgeOf(desktop.page)).evaluate((bridge) => bridge.revealInFolder('/runs/a'));
    expect(await asked(desktop, 'showItemInFolder')).toEqual(['/runs/a']);
  });

  it('tells where a dropped file lives, and null for one without a place', async () => {
    const desktop = await start();
    await desktop.order('placeDropped', { 'run-17': '/runs/run-17' });
    const bridge = await bridgeOf(desktop.page);
    const places = await bridge.evaluate((own) =>
      ['run-17', 'made-up'].map((name) => own.pathOfDropped(new File([], name))),
    );
    expect(places).toEqual(['/runs/run-17', null]);
  });
});

describe('the application menu', () => {
  it('names every action as the rest of the app does', async () => {
    expect(await (await start()).order('menu')).toEqual([
      [
        'File',
        'New run',
        '-',
        'Open directory…',
        'Open YAML file…',
        'Watch a folder…',
        'Start the example',
        '-',
        '(Save)',
        '(Save as…)',
        '-',
        'quit',
      ],
      'editMenu',
      [
        'Run',
        '(Resume)',
        '(Stop (finish current))',
        '(Stop now)',
        '-',
        '(Add worker)',
        '(Continue with more budget…)',
      ],
      [
        'View',
        'Runs',
        'Command palette…',
        '-',
        'reload',
        'toggleDevTools',
        '-',
        'resetZoom',
        'zoomIn',
        'zoomOut',
        '-',
        'togglefullscreen',
      ],
      'windowMenu',
      ['help', 'Keyboard shortcuts'],
    ]);
  });

  it('tells the page which action was chosen, until the page no longer listens', async () => {
    const desktop = await start();
    await desktop.page.getByRole('button', { name: 'New run' }).first().waitFor();
    const bridge = await bridgeOf(desktop.page);
    const heard = await bridge.evaluateHandle((own) => {
      const actions: AppAction[] = [];
      const stop = own.onAction((action) => actions.push(action));
      own.onAction((action) => action === 'runs' && stop());
      return actions;
    });
    await desktop.order('chooseInMenu', 'shortcuts');
    await desktop.order('chooseInMenu', 'runs');
    await desktop.order('chooseInMenu', 'new-run');
    await desktop.page.waitForURL(/#\/new$/);
    expect(await heard.jsonValue()).toEqual(['shortcuts', 'runs']);
  });

  it('offers the actions of a run while one is on screen', async () => {
    const desktop = await start();
    const { key } = await startRun(desktop, temporaryFolder());
    const runMenu = async () => (await desktop.order('menu'))[2];
    const goTo = (hash: string) =>
      desktop.page.evaluate((to) => {
        window.location.hash = to;
      }, hash);
    await goTo(`/run/${encodeURIComponent(key)}/overview`);
    await waitUntil(async () => JSON.stringify(await runMenu()).includes('"Stop now"'));
    expect(await runMenu()).toEqual([
      'Run',
      '(Resume)',
      'Stop (finish current)',
      'Stop now',
      '-',
      'Add worker',
      'Continue with more budget…',
    ]);
    await goTo('/runs');
    await waitUntil(async () => JSON.stringify(await runMenu()).includes('"(Stop now)"'));
  });

  it('does not fail on offers that the contract does not know', async () => {
    const desktop = await start();
    const bridge = await bridgeOf(desktop.page);
    await bridge.evaluate((own) => own.offerRunActions(['nonsense' as AppAction]));
    await bridge.evaluate((own) => own.offerRunActions(null as unknown as AppAction[]));
    expect((await desktop.order('menu'))[2]).toContain('(Stop now)');
    expect(desktop.errors()).toBe('');
  });
});
