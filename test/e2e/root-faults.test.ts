import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtCommand, command, statusOf, trialsOf } from '#test/support/command-line.ts';
import { MOUNTS_MISSING, mountTmpfs, type TestDisk } from '#test/support/mounts.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { runPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const disks: TestDisk[] = [];
// After the app has ended, before the folder that holds the disk goes.
afterEach(() => {
  for (const disk of disks.splice(0)) {
    disk.unmount();
  }
});
const { folder, serve, open } = servedTests();

/** Fills a disk to its last block. */
function fill(path: string): void {
  try {
    writeFileSync(join(path, 'ballast'), Buffer.alloc(64_000_000));
  } catch {
    // That was the aim.
  }
}

function smallDisk(path: string, size: string): TestDisk {
  const disk = mountTmpfs(path, size);
  disks.push(disk);
  return disk;
}

describe('a root that cannot be used', () => {
  it('is refused before the start when it is some other directory', async () => {
    const { yaml, root } = search();
    mkdirSync(root);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const { page } = await open(await serve());
    const form = await newRunPage(page).openYaml(yaml);
    await page.getByText('Fix 1 problem to start').first().waitFor();
    expect(await form.problems()).toEqual([
      expect.stringMatching(/a directory of its own, found thesis\.tex in .*Line \d+$/),
    ]);
  });

  it('is refused in the start dialog when it has become some other directory, which stays as it is', async () => {
    const { yaml, root } = search();
    const { page } = await open(await serve());
    const form = await newRunPage(page).openYaml(yaml);
    await form.ready();
    mkdirSync(root);
    writeFileSync(join(root, 'thesis.tex'), 'mine');
    const dialog = await form.press();
    await dialog
      .getByRole('alert')
      .getByText(/thesis\.tex/)
      .waitFor();
    expect(readdirSync(root)).toEqual(['thesis.tex']);
  });

  it.skipIf(MOUNTS_MISSING !== '')(
    `is refused in the start dialog on a disk that can only be read${MOUNTS_MISSING}`,
    async () => {
      const { yaml, folder: place } = search({ root_directory: 'disk/results' });
      const disk = smallDisk(join(place, 'disk'), '1m');
      disk.remount('ro');
      const { page } = await open(await serve());
      const form = await newRunPage(page).openYaml(yaml);
      await form.ready();
      const dialog = await form.press();
      const words = await dialog.getByRole('alert').innerText();
      expect(words).toMatch(/can only be read/);
      expect(words).toContain(join(place, 'disk'));
      disk.remount('rw');
      await dialog.getByRole('button', { name: 'Start', exact: true }).click();
      await page.waitForURL(/#\/run\//);
      await runPage(page).reaches('Finished');
    },
  );

  it.skipIf(MOUNTS_MISSING !== '')(
    `is refused in the start dialog on a full disk, and leaves nothing half made${MOUNTS_MISSING}`,
    async () => {
      const { yaml, folder: place } = search({ root_directory: 'disk/results' });
      smallDisk(join(place, 'disk'), '1m');
      fill(join(place, 'disk'));
      const { page } = await open(await serve());
      const form = await newRunPage(page).openYaml(yaml);
      await form.ready();
      const dialog = await form.press();
      expect(await dialog.getByRole('alert').innerText()).toMatch(/full/);
      expect(readdirSync(join(place, 'disk', 'results'))).toEqual([]);
      rmSync(join(place, 'disk', 'ballast'));
      await dialog.getByRole('button', { name: 'Start', exact: true }).click();
      await page.waitForURL(/#\/run\//);
      await runPage(page).reaches('Finished');
    },
  );
});

describe('a disk that fills up while a run goes on', () => {
  it.skipIf(MOUNTS_MISSING !== '')(
    `loses nothing: the run waits, stays on screen, and goes on when there is room${MOUNTS_MISSING}`,
    async () => {
      const gated = gatedSearch(search, { root_directory: 'disk/results', max_evaluations_total: 6 });
      const disk = join(gated.folder, 'disk');
      const root = join(disk, 'results');
      smallDisk(disk, '2m');
      expect((await command(['run', gated.yaml, '--detach'])).code).toBe(0);
      const { page } = await open(await serve());
      const run = await runsPage(page).openDirectory(root);
      gated.pass(1, 2);
      await run.completes(2);
      // The third one begins while there is room.
      await gated.haveBegun(3);
      fill(disk);
      gated.pass(3);
      const workers = await run.openTab('Workers');
      await workers
        .getByText(/disk is full/)
        .first()
        .waitFor();
      // The last block of a file may have had room for one more result, none for another trial.
      expect(await run.completed()).toBeLessThanOrEqual(3);
      await run.reaches('Running');
      rmSync(join(disk, 'ballast'));
      gated.passAll();
      await run.completes(6);
      await run.reaches('Finished');
      const trials = await trialsOf(root);
      expect(trials.map(({ state }) => state)).toEqual(Array(6).fill('success'));
      // The one for which there was no room was given back and begun again.
      expect(trials.filter(({ attempt }) => attempt > 1).length).toBeLessThanOrEqual(1);
    },
  );
});

describe('two apps on one root', () => {
  it('show the same run, and steer it together without exceeding its budget', async () => {
    const { yaml, root, pass, passAll } = gatedSearch(search, { max_evaluations_total: 9 });
    const [one, two] = await Promise.all([
      serve({ dataDirectory: join(folder(), 'one') }),
      serve({ dataDirectory: join(folder(), 'two') }),
    ]);
    const left = await (await newRunPage((await open(one)).page).openYaml(yaml)).start();
    await left.counts('evaluating', 1);
    const right = await runsPage((await open(two)).page).openDirectory(root);
    await right.counts('evaluating', 1);
    await right.addWorker();
    await left.addWorker();
    for (const run of [left, right]) {
      await run.counts('evaluating', 3);
    }
    pass(1, 2, 3);
    for (const run of [left, right]) {
      await run.completes(3);
    }
    await right.button('Stop now').click();
    for (const run of [left, right]) {
      await run.reaches('Stopped');
      await run.counts('pending', 3);
    }
    passAll();
    await left.resume({ workers: 2 });
    for (const run of [left, right]) {
      await run.reaches('Finished');
      await run.completes(9);
    }
    const { counts, budget } = await statusOf(root);
    expect(counts).toMatchObject({ success: 9, pending: 0, stale: 0, failed: 0 });
    expect(budget.evaluations).toEqual({ completed: 9, committed: 9, total: 9 });
  });

  it('share their list of runs where they share their data', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const [one, two] = [await serve(), await serve()];
    const left = await open(one);
    const right = await open(two);
    await right.page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    await runsPage(left.page).openDirectory(root);
    await runsPage(right.page).row('results').getByText('Finished').waitFor();
  });
});

describe('a port that is in use', () => {
  it('is named by the command line, with a way out, and the app that has it goes on', async () => {
    const app = await serve();
    const { page } = await open(app);
    const refused = await builtCommand(['serve', '--no-open', '--port', String(app.port)], {
      env: { INCUMBENT_DATA: join(folder(), 'data') },
    });
    expect(refused.code).toBe(4);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toMatch(new RegExp(`Port ${app.port}.*in use.*--port`));
    expect(refused.stderr).not.toMatch(/^\s+at /m);
    await page.reload();
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  });
});
