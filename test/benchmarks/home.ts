import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runsPage } from '#test/e2e/pages/runs-page.ts';
import { launchBrowser, openPage } from '#test/support/chromium.ts';
import { command, searchFolder } from '#test/support/command-line.ts';
import { copyRun } from '#test/support/many-runs.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from './measurement.ts';

const MANY = 500;
const WATCHED_SECONDS = 30;
/** Ticks of `/proc/PID/stat` a second. */
const TICKS = 100;

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

function memoryMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
}

/** The Runs screen over 500 directories below a watched folder: the time until all are known, then a while at rest. */
export async function measureHome(): Promise<readonly Measurement[]> {
  const search = searchFolder();
  const data = await mkdtemp(join(tmpdir(), 'incumbent-home-'));
  const browser = await launchBrowser();
  try {
    await command(['run', search.yaml]);
    copyRun(search.root, join(data, 'runs'), MANY);
    const app = await serveApp({ dataDirectory: join(data, 'app') });
    const { page, close } = await openPage(browser);
    await page.goto(app.url);
    const begun = Date.now();
    await runsPage(page).watchFolder(join(data, 'runs'));
    await page.getByRole('button', { name: `Finished ${MANY}` }).waitFor({ timeout: 120_000 });
    const known = Date.now() - begun;
    await sleep(15_000);
    const before = cpuSeconds(app.pid);
    await sleep(1000 * WATCHED_SECONDS);
    const share = (100 * (cpuSeconds(app.pid) - before)) / WATCHED_SECONDS;
    const memory = memoryMegabytes(app.pid);
    await close();
    await app.close();
    return [
      { name: `${MANY} runs: from watching their folder to all on screen`, readings: [known], promise: null },
      { name: `${MANY} runs at rest: engine`, readings: [share], unit: '% of a core', promise: null },
      { name: `${MANY} runs at rest: engine`, readings: [memory], unit: 'MB', promise: null },
    ];
  } finally {
    await browser.close();
    removeFolder(search.folder);
    removeFolder(data);
  }
}
