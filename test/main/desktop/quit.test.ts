import { readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { forkDesktop } from '#test/support/electron-stand-in/start-desktop.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { desktopRuns, lives } from './desktop-runs.ts';
import { asked, desktopTests } from './desktop-tests.ts';

const { start, standIn, temporaryFolder } = desktopTests();

const { evaluating, startRun, workers } = desktopRuns();

describe('quitting the desktop app', () => {
  it('asks nothing where no worker lives', async () => {
    const desktop = await start();
    await desktop.order('quit').catch(() => {});
    expect(await desktop.ended).toBe(0);
    expect(desktop.errors()).toBe('');
  });

  it('asks nothing on a signal', async () => {
    const desktop = await start();
    desktop.process.kill('SIGTERM');
    expect(await desktop.ended).toBe(0);
  });

  it('asks what becomes of workers, stays when cancelled, and keeps them running by default', async () => {
    const desktop = await start();
    const folder = temporaryFolder();
    const { root } = await startRun(desktop, folder);
    await desktop.order('prepareAnswer', 'showMessageBox', { response: 2 });
    await desktop.order('quit');
    const question = (await waitUntil(async () => (await asked(desktop, 'showMessageBox'))[0])) as {
      buttons: string[];
      defaultId: number;
    };
    expect(question).toMatchObject({
      type: 'question',
      message: 'A worker is still evaluating',
      detail: expect.stringMatching(/^waiting-run: 1 worker\n\nWorkers do not need the app/),
      cancelId: 2,
    });
    expect(question.buttons[question.defaultId]).toBe('Keep running and quit');

    // Closing the window is the same wish; this time it is meant.
    await desktop.order('prepareAnswer', 'showMessageBox', { response: 0 });
    await desktop.order('closeWindow').catch(() => {});
    expect(await desktop.ended).toBe(0);
    expect(workers.every(lives)).toBe(true);
    expect(root).toBe(join(folder, 'waiting-run'));
  });

  it('shows the workers that it left running when it is opened again', async () => {
    const dataDirectory = temporaryFolder();
    const first = await start({ dataDirectory });
    const { key } = await startRun(first, temporaryFolder());
    first.process.kill('SIGKILL');
    await first.ended;
    const second = await start({ dataDirectory, env: { STAND_IN_FORGET_LOCK: '1' } });
    const status = await evaluating(second, key);
    expect(status).toMatchObject({
      state: 'running',
      workers: [{ host: hostname(), alive: true, pid: workers[0] }],
    });
  });

  it('stops them gracefully on wish', async () => {
    const desktop = await start();
    const { root } = await startRun(desktop, temporaryFolder());
    const [pid = 0] = workers;
    await desktop.order('prepareAnswer', 'showMessageBox', { response: 1 });
    await desktop.order('quit').catch(() => {});
    expect(await desktop.ended).toBe(0);
    // Graceful: the evaluation that never ends goes on, and the order to stop lies in the run's directory.
    expect(lives(pid)).toBe(true);
    expect(readdirSync(join(root, '.incumbent', 'control'))).toEqual(['stop-0001.json']);
  });
});

describe('a second start of the desktop app', () => {
  it('hands its directories to the first and ends', async () => {
    const dataDirectory = temporaryFolder();
    const first = await start({ dataDirectory });
    const { root, key } = await startRun(first, temporaryFolder());
    const second = forkDesktop({ standIn: standIn(), dataDirectory, args: [root] });
    expect(await new Promise((resolve) => second.on('exit', resolve))).toBe(0);
    await first.page.waitForURL((url) => url.hash === `#/run/${encodeURIComponent(key)}/overview`);
    await expect.poll(() => asked(first, 'focus')).not.toEqual([]);
  });

  it('says so where a directory cannot be opened', async () => {
    const desktop = await start({ args: ['/does/not/exist'] });
    const [box] = await waitUntil(async () => {
      const boxes = await asked(desktop, 'showErrorBox');
      return boxes.length > 0 && boxes;
    });
    expect(box).toMatchObject({ title: '/does/not/exist was not opened' });
  });
});
