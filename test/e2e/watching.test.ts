import { appendFileSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command, statusOf, trialsOf } from '#test/support/command-line.ts';
import { cuttableProxy } from '#test/support/cuttable-proxy.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { type GatedSearch, gatedSearch } from './gated-search.ts';
import { runPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { HOST_AWAY, servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { folder, serve, open } = servedTests();

/** A run with two workers, each waiting in an evaluation. */
async function heldRun(total = 6): Promise<GatedSearch> {
  const gated = gatedSearch(search, { max_evaluations_total: total });
  expect((await command(['run', gated.yaml, '--workers', '2', '--detach'])).code).toBe(0);
  return gated;
}

describe('opening a directory', () => {
  it('that is no run says what is there instead, and leaves it alone', async () => {
    const thesis = join(folder(), 'thesis');
    mkdirSync(thesis);
    writeFileSync(join(thesis, 'chapter.tex'), 'mine');
    const { page } = await open(await serve());
    const runs = runsPage(page);
    const dialog = await runs.typeDirectory(thesis);
    const refusal = dialog.getByRole('alert');
    await refusal.getByText(thesis).waitFor();
    expect(await refusal.innerText()).toMatch(/run/);
    expect(await refusal.innerText()).not.toMatch(/^\s+at /m);
    expect(readdirSync(thesis)).toEqual(['chapter.tex']);

    await dialog.getByRole('textbox', { name: 'Path' }).fill(join(folder(), 'nowhere'));
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await refusal.getByText(join(folder(), 'nowhere')).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
  });

  it('writes nothing into a run that is only looked at', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const files = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
    const before = files();
    const { page } = await open(await serve());
    const run = await runsPage(page).openDirectory(root);
    await run.draws(4);
    for (const tab of ['Trials', 'Workers', 'Configuration', 'Overview'] as const) {
      await run.openTab(tab);
    }
    expect(files()).toEqual(before);
  });
});

describe('a watched folder', () => {
  it('brings every run below it by itself, also one that the command line starts later', async () => {
    const gated = gatedSearch(search, { root_directory: 'deep/below/tuned' });
    const { page } = await open(await serve());
    const runs = runsPage(page);
    await runs.watchFolder(gated.folder);
    await page.getByText(/0 runs found/).waitFor();
    await command(['run', gated.yaml, '--detach']);
    await runs.row('tuned').getByText('Running').waitFor();
    gated.passAll();
    await runs.row('tuned').getByText('Finished').waitFor();
    await runs.row('tuned').getByText('5 / 5').waitFor();
    await page.reload();
    await runs.row('tuned').getByText('Finished').waitFor();
  });
});

describe('a run on screen', () => {
  it('is the same, live, for two people, and either can steer it', async () => {
    const { root, pass, passAll } = await heldRun();
    const app = await serve();
    const [one, other] = [await open(app), await open(app)];
    const left = await runsPage(one.page).openDirectory(root);
    await other.page.goto(one.page.url());
    const right = runPage(other.page);
    for (const run of [left, right]) {
      await run.reaches('Running');
      await run.counts('evaluating', 2);
    }
    pass(1, 2);
    for (const run of [left, right]) {
      await run.completes(2);
      await run.draws(2);
    }
    await expect
      .poll(async () => (await left.bestLoss.innerText()) === (await right.bestLoss.innerText()))
      .toBe(true);
    await right.button('Stop (finish current)').click();
    await left.hears(/^Run stopped from the app/);
    passAll();
    for (const run of [left, right]) {
      await run.reaches('Stopped');
    }
    const { success } = (await statusOf(root)).counts;
    await left.hasCompleted(success);
    await right.hasCompleted(success);
  });

  it('loses no trial when the connection is cut while others end', async () => {
    const { root, pass, passAll } = await heldRun(12);
    const app = await serve();
    const proxy = await cuttableProxy(app.port);
    try {
      const url = app.url.replace(`:${app.port}/`, `:${proxy.port}/`);
      const { page } = await open(app, { url, expected: HOST_AWAY });
      const run = await runsPage(page).openDirectory(root);
      await run.reaches('Running');
      pass(1);
      await run.completes(1);

      proxy.cut();
      const banner = page.getByRole('status', { name: 'Connection' });
      await banner.getByText(/connection to the engine is lost/).waitFor();
      pass(2, 3, 4, 5, 6, 7);
      await waitUntil(async () => (await statusOf(root)).counts.success === 7);
      expect(await run.completed()).toBe(1);
      proxy.mend();
      await run.completes(7);
      await run.draws(7);
      await banner.getByText(/connection to the engine is lost/).waitFor({ state: 'detached' });

      passAll();
      await run.reaches('Finished');
      await run.draws(12);
      const rows = (await run.openTab('Trials')).getByRole('grid').getByRole('row');
      await rows.nth(12).waitFor();
      const trials = await trialsOf(root);
      expect(trials.map(({ state, attempt }) => [state, attempt])).toEqual(Array(12).fill(['success', 1]));
    } finally {
      await proxy.close();
    }
  });

  it('says when its directory vanishes, keeps what was seen, and goes on when it is back', async () => {
    const { root, folder: place, pass, passAll, haveBegun } = await heldRun();
    const { page } = await open(await serve({ expected: /nothing of it is there any more/ }));
    const run = await runsPage(page).openDirectory(root);
    pass(1, 2);
    await run.draws(2);
    // A worker that is about to begin a trial waits for its directory for a few seconds only.
    await haveBegun(3, 4);
    const away = join(place, 'moved-away');
    renameSync(root, away);
    await run.reaches('Watching');
    await run.says(/This run is gone/);
    await run.hasCompleted(2);
    renameSync(away, root);
    passAll();
    await run.reaches('Finished');
    await run.draws(6);
  });

  it('tells of lines in its journals that are none, as the command line does', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const journals = join(root, '.incumbent', 'journal');
    const [journal = ''] = readdirSync(journals).filter((name) => name.endsWith('.jsonl'));
    appendFileSync(join(journals, journal), 'no journal line\n');
    const { page } = await open(await serve());
    const run = await runsPage(page).openDirectory(root);
    const notice = page.getByRole('alert').filter({ hasText: '1 problem in the files of this run' });
    await notice.getByText(journal).waitFor();
    await run.reaches('Finished');
    await run.draws(4);
    const [problem] = (await statusOf(root)).problems;
    await expect.poll(() => notice.innerText()).toContain(problem?.message.split('`')[0]);
  });

  it('shows the run that took its place when it is overwritten', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const { page } = await open(await serve());
    const run = await runsPage(page).openDirectory(root);
    await run.draws(4);
    const again = ['--overwrite', '--yes', '--set', 'max_evaluations_total=2'];
    expect((await command(['run', yaml, ...again])).code).toBe(0);
    await waitUntil(async () => (await run.drawn()) === 2);
    await run.reaches('Finished');
    await run.hasCompleted(2);
  });

  it('keeps its place over a reload and over going back', async () => {
    const { yaml, root } = search();
    await command(['run', yaml]);
    const { page } = await open(await serve());
    const run = await runsPage(page).openDirectory(root);
    const drawer = await run.openTrial('3');
    await drawer.getByRole('tab', { name: 'Result' }).click();
    await drawer.getByText('Attempt').waitFor();
    await page.waitForURL(/trial=3.*detail=result/);
    const address = page.url();
    await page.reload();
    await drawer.getByText('Attempt').waitFor();
    await expect.poll(() => page.url()).toBe(address);
    await run.openTab('Workers');
    await page.goBack();
    await drawer.getByText('Attempt').waitFor();
    await expect.poll(() => page.url()).toBe(address);
  });
});
