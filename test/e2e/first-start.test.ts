import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { statusOf, trialsOf } from '#test/support/command-line.ts';
import { runsPage } from './pages/runs-page.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open, cleans } = servedTests();

describe('the first start', () => {
  it('offers three ways to a run, and writes nothing before one is taken', async () => {
    const { page } = await open(await serve());
    await page.getByRole('heading', { name: 'No runs yet' }).waitFor();
    for (const [card, name] of [
      ['Try the example', 'Start the example'],
      ['New run', 'New run'],
      ['Open a directory', 'Open directory…'],
    ] as const) {
      await page.getByRole('region', { name: card }).getByRole('button', { name, exact: true }).waitFor();
    }
    await runsPage(page).button('Watch a folder…').waitFor();
    await page.waitForURL(/#\/runs$/);
    expect(existsSync(join(folder(), 'examples'))).toBe(false);
  });

  it('tunes a real model live after one click; stops, resumes and stops now without losing a trial', async () => {
    const root = join(folder(), 'examples', 'runs', 'digits');
    cleans(root);
    const { page } = await open(await serve());
    const run = await runsPage(page).startExample();

    await run.reaches('Running');
    await run.completes(1);
    await run.draws(1);
    await run.bestLoss.waitFor();
    const before = await run.drawn();
    await run.completes(before + 2);
    await run.draws(before + 2);
    await expect.poll(() => run.evaluations.getAttribute('aria-valuemax')).toBe('150');

    await run.button('Stop (finish current)').click();
    await run.reaches('Stopped');
    const stopped = await statusOf(root);
    expect(stopped).toMatchObject({
      state: 'stopped',
      counts: { evaluating: 0, pending: 0, stale: 0, failed: 0 },
    });
    await run.completes(stopped.counts.success);
    await expect.poll(() => run.bestLoss.innerText()).toContain(String(stopped.best?.loss).slice(0, 4));

    await run.resume();
    await run.reaches('Running');
    await run.completes(stopped.counts.success + 1);

    await run.button('Stop now').click();
    await run.reaches('Stopped');
    const halted = await trialsOf(root);
    const ended = halted.filter(({ state }) => state === 'success');
    expect(ended.length).toBeGreaterThan(stopped.counts.success);
    // What was interrupted waits in the queue; a worker may also have been between two trials.
    expect(halted.filter(({ state }) => state !== 'success' && state !== 'pending')).toEqual([]);
    await run.completes(ended.length);
  });
});
