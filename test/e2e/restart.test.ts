import { describe, expect, it } from 'vitest';
import { statusOf, trialsOf } from '#test/support/command-line.ts';
import { freePort } from '#test/support/free-port.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { gatedSearch } from './gated-search.ts';
import { newRunPage } from './pages/new-run-page.ts';
import { runPage } from './pages/run-page.ts';
import { runsPage } from './pages/runs-page.ts';
import { HOST_AWAY, servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

describe('the app is killed while workers go on', () => {
  it('and started again: the run is there, running, with all that happened meanwhile', async () => {
    const { yaml, root, pass, passAll } = gatedSearch(search, { max_evaluations_total: 7 });
    const first = await serve();
    const before = await open(first, { expected: HOST_AWAY });
    const started = await (await newRunPage(before.page).openYaml(yaml)).start({ workers: 2 });
    await started.counts('evaluating', 2);
    pass(1);
    await started.completes(1);
    const address = new URL(before.page.url()).hash;

    await first.kill();
    const { state, workers } = await statusOf(root);
    expect(state).toBe('running');
    expect(workers.map(({ alive }) => alive)).toEqual([true, true]);
    await before.page
      .getByRole('status', { name: 'Connection' })
      .getByText('Runs and their workers go on')
      .waitFor();
    pass(2, 3, 4);
    await waitUntil(async () => (await statusOf(root)).counts.success === 4);

    const second = await serve();
    const { page } = await open(second);
    await runsPage(page).row('results').getByText('Running').waitFor();
    await page.getByRole('link', { name: 'results', exact: true }).first().click();
    const run = runPage(page);
    await run.reaches('Running');
    await run.completes(4);
    await run.draws(4);
    await run.counts('evaluating', 2);
    await expect.poll(() => new URL(page.url()).hash).toBe(address);

    passAll();
    await run.reaches('Finished');
    await run.completes(7);
    await run.draws(7);
    expect((await trialsOf(root)).map(({ trial, state: ended, attempt }) => [trial, ended, attempt])).toEqual(
      ['1', '2', '3', '4', '5', '6', '7'].map((trial) => [trial, 'success', 1]),
    );
  });

  it('and started again at the same address: the page that was open says where to look, and goes there', async () => {
    const { yaml, root, pass, passAll } = gatedSearch(search);
    const port = String(await freePort());
    const first = await serve({ args: ['--port', port] });
    const { page } = await open(first, { expected: HOST_AWAY });
    const run = await (await newRunPage(page).openYaml(yaml)).start({ workers: 1 });
    await run.counts('evaluating', 1);
    // With its first trial drawn all of the page is there before its host is gone.
    pass(1);
    await run.draws(1);
    const { hash } = new URL(page.url());

    await first.kill();
    const second = await serve({ args: ['--port', port] });
    await page
      .getByRole('status', { name: 'Connection' })
      .getByText('Open the address that it printed')
      .waitFor();
    passAll();
    await waitUntil(async () => (await statusOf(root)).state === 'finished');
    await page.goto(`${second.url}${hash}`);
    await run.reaches('Finished');
    await run.completes(5);
  });
});
