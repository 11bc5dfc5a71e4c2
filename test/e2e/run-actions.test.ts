import { describe, expect, it } from 'vitest';
import { command, statusOf, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** A run with one worker that waits in its first evaluation, on screen. */
async function heldRun(settings: Readonly<Record<string, unknown>> = {}) {
  const gated = gatedSearch(search, settings);
  expect((await command(['run', gated.yaml, '--detach'])).code).toBe(0);
  const { page } = await open(await serve());
  const run = await runsPage(page).openDirectory(gated.root);
  await run.reaches('Running');
  await run.counts('evaluating', 1);
  return { ...gated, run };
}

describe('the buttons of a run', () => {
  it('let the evaluation in progress end on Stop (finish current)', async () => {
    const { run, root, passAll } = await heldRun();
    await run.button('Stop (finish current)').click();
    await run.hears(/^Stop .*by the app/);
    expect((await statusOf(root)).state).toBe('running');
    passAll();
    await run.reaches('Stopped');
    await run.completes(1);
    expect((await trialsOf(root)).map(({ state }) => state)).toEqual(['success']);
  });

  it('interrupt it on Stop now; Resume evaluates the same trial again', async () => {
    const { run, root, passAll } = await heldRun();
    await run.button('Stop now').click();
    await run.reaches('Stopped');
    await run.counts('pending', 1);
    const [interrupted] = await trialsOf(root);
    passAll();
    await run.resume({ workers: 2 });
    await run.reaches('Finished');
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(5).fill('success'));
    expect(trials[0]?.config).toEqual(interrupted?.config);
    await run.completes(5);
    await run.draws(5);
  });

  it('bring one more worker on Add worker', async () => {
    const { run, root, passAll } = await heldRun();
    await run.addWorker();
    await run.counts('evaluating', 2);
    await run.says('2 workers alive');
    passAll();
    await run.reaches('Finished');
    expect((await statusOf(root)).counts).toMatchObject({ success: 5, pending: 0, stale: 0 });
  });

  it('continue a finished run with more budget', async () => {
    const { run, root, passAll } = await heldRun({ max_evaluations_total: 2 });
    passAll();
    await run.reaches('Finished');
    await run.says('2 of 2 evaluations are completed (max_evaluations_total)');
    await run.continueWithMore(5);
    await run.completes(5);
    await run.reaches('Finished');
    expect((await statusOf(root)).budget.evaluations).toEqual({ completed: 5, committed: 5, total: 5 });
    expect(await run.evaluations.getAttribute('aria-valuemax')).toBe('5');
  });

  it('show a worker that was killed as what it is, and a resume evaluates its trial again', async () => {
    const { run, root, pass, passAll } = await heldRun();
    pass(1);
    await run.completes(1);
    await run.counts('evaluating', 1);
    process.kill((await statusOf(root)).workers[0]?.pid ?? 0, 'SIGKILL');
    await run.reaches('Stalled');
    await run.counts('stale', 1);
    passAll();
    await run.resume();
    await run.reaches('Finished');
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(5).fill('success'));
    expect(trials.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 1, 1]);
  });
});
