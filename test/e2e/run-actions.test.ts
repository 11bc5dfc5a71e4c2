import { describe, expect, it } from 'vitest';
import { command, killWorkers, statusOf, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { gatedSearch } from './gated-search.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const search = searchesOfThisFile();
const { serve, open } = servedTests();

/** A run with one worker that waits in its first evaluation, on screen. */
async function heldRun(settings: Readonly<Record<string, unknown>> = {}) {
  const gated = gatedSearch(search, settings);
  const [app, started] = await Promise.all([serve(), command(['run', gated.yaml, '--detach'])]);
  expect(started.code).toBe(0);
  const { page } = await open(app);
  const run = await runsPage(page).openDirectory(gated.root);
  await run.reaches('Running');
  await run.counts('evaluating', 1);
  await gated.haveBegun(1);
  return { ...gated, run };
}

describe('the buttons of a run', () => {
  it('let the evaluation in progress end on Stop (finish current)', async () => {
    const { run, root, passAll } = await heldRun();
    await run.button('Stop (finish current)').click();
    await run.hears(/^Run stopped from the app/);
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
    await expect.poll(() => run.evaluations.getAttribute('aria-valuemax')).toBe('5');
    const configuration = await run.openTab('Configuration');
    const text = configuration.getByRole('textbox', { name: 'YAML as launched' });
    await text.getByText('max_evaluations_total: 5').waitFor();
    await configuration.getByRole('radio', { name: 'Changes' }).check();
    const changes = configuration.getByRole('region', { name: 'Changes since the launch before' });
    await expect.poll(() => changes.innerText()).toMatch(/total: 2[\s\S]*total: 5/);
    await configuration.getByRole('button', { name: 'Branch' }).click();
    await run.page
      .getByRole('textbox', { name: 'YAML', exact: true })
      .getByText('max_evaluations_total: 5')
      .waitFor();
  });

  it('show a worker that was killed as what it is, and a resume evaluates its trial again', async () => {
    const { run, root, pass, passAll, haveBegun } = await heldRun();
    pass(1);
    await run.completes(1);
    await haveBegun(2);
    await run.counts('evaluating', 1);
    await killWorkers(root);
    await run.reaches('Stalled');
    await run.counts('stale', 1);
    passAll();
    await run.resume();
    await run.reaches('Finished');
    const trials = await trialsOf(root);
    expect(trials.map(({ state }) => state)).toEqual(Array(5).fill('success'));
    expect(trials.map(({ attempt }) => attempt)).toEqual([1, 2, 1, 1, 1]);
  });

  it('stop one trial alone, run it again, and delete it', async () => {
    const { run, root, passAll, pass } = await heldRun({ max_evaluations_total: 3 });
    const drawer = await run.openTrial('1');
    await drawer.getByRole('button', { name: 'Stop this trial' }).click();
    await run.counts('failed', 1);
    await run.counts('evaluating', 1);
    expect((await trialsOf(root))[0]?.error).toMatchObject({
      type: 'Stopped',
      message: 'stopped from the app',
    });
    pass(1);
    await drawer.getByRole('button', { name: 'Run again' }).click();
    await run.counts('pending', 1);
    passAll();
    await run.reaches('Finished');
    expect((await trialsOf(root)).map(({ state, attempt }) => [state, attempt])).toEqual([
      ['success', 2],
      ['success', 1],
      ['success', 1],
    ]);
    await drawer.getByRole('button', { name: 'Delete…' }).click();
    await run.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await run.says('There is no such trial');
    expect((await trialsOf(root)).map(({ trial }) => trial)).toEqual(['2', '3']);
    await run.reaches('Stopped');
  });

  it('give the workers at work a larger budget, without a further one', async () => {
    const { run, root, passAll } = await heldRun({ max_evaluations_total: 1 });
    await run.continueWithMore(3);
    passAll();
    await run.reaches('Finished');
    const status = await statusOf(root);
    expect(status.counts.success).toBe(3);
    expect(status.workers).toHaveLength(1);
  });

  it('have a configuration of your own evaluated next', async () => {
    const { run, root, passAll } = await heldRun({ max_evaluations_total: 3 });
    await run.page.getByRole('button', { name: 'More', exact: true }).click();
    await run.page.getByRole('menuitem', { name: 'Enqueue a configuration…' }).click();
    const dialog = run.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'x' }).fill('0.25');
    await dialog.getByRole('button', { name: 'Enqueue', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    passAll();
    await run.reaches('Finished');
    expect((await trialsOf(root))[1]).toMatchObject({ trial: '2', state: 'success', config: { x: 0.25 } });
    // The budget is used up by now: one more is added in the same dialog.
    await run.page.getByRole('button', { name: 'More', exact: true }).click();
    await run.page.getByRole('menuitem', { name: 'Enqueue a configuration…' }).click();
    await dialog.getByRole('textbox', { name: 'x' }).fill('0.5');
    await dialog.getByRole('button', { name: 'Raise budget to 4 and run' }).click();
    await dialog.waitFor({ state: 'detached' });
    await run.completes(4);
    await run.reaches('Finished');
    await run.says('4 of 4 evaluations are completed (max_evaluations_total)');
    expect((await trialsOf(root))[3]).toMatchObject({ trial: '4', state: 'success', config: { x: 0.5 } });
  });
});
