import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../../support/demo-browser.ts';
import { demoTrials } from '../../support/demo-trials.ts';

const browser = demoBrowser();

describe('the first start', () => {
  it('starts the example with one click and shows its run', async () => {
    const { page, demo } = await browser.open({ runs: [] });
    await page.getByRole('button', { name: 'Start the example' }).click();
    await page.waitForURL(/#\/run\/digits/);
    expect(demo.calls).toEqual([{ name: 'home.startExample', input: { name: 'digits' } }]);
  });

  it('offers a new run, a directory and a folder to watch', async () => {
    const { page } = await browser.open({ runs: [] });
    await page.getByRole('button', { name: 'Open directory…' }).waitFor();
    await page.getByRole('button', { name: 'Watch a folder…' }).waitFor();
    await page.getByRole('button', { name: 'New run' }).click();
    await page.getByRole('textbox', { name: 'YAML' }).waitFor();
  });

  it('offers nothing to start or open on a page for reading', async () => {
    const { page } = await browser.open({ runs: [], readOnly: true });
    const main = page.getByRole('main');
    await main.getByRole('heading', { name: 'No runs to show' }).waitFor();
    await main.getByText('This page was opened for reading only.').waitFor();
    expect(await main.getByRole('button').count()).toBe(0);
  });
});

describe('the list of runs', () => {
  it('shows state, progress and best loss of each run', async () => {
    const { page } = await browser.open();
    const table = page.getByRole('table', { name: 'Runs' });
    const row = table.getByRole('row', { name: /lstm-energy/ });
    await row.waitFor();
    await expect.poll(() => row.innerText()).toContain('Finished');
    await expect.poll(() => row.innerText()).toContain('200 / 200');
    const progress = row.getByRole('progressbar', { name: 'Evaluations' });
    await expect.poll(() => progress.getAttribute('aria-valuenow')).toBe('200');
  });

  it('changes a row when its run changes', async () => {
    const { page, demo } = await browser.open();
    const row = page.getByRole('row', { name: /resnet-cifar/ });
    await row.waitFor();
    const [trial] = demoTrials({ seed: 8, completed: 1, evaluating: 0, endedSecondsAgo: 0, losses: [0, 0] });
    demo.change('resnet-cifar', {}, trial ? [{ ...trial, trial: '900', loss: 0.001234 }] : []);
    await row.getByText('0.001234').waitFor();
    await row.getByText('62 / 100').waitFor();
  });

  it('narrows by state and text, and keeps both in the address', async () => {
    const { page } = await browser.open();
    await page.getByRole('button', { name: /^Running/ }).click();
    await page.getByRole('searchbox', { name: 'Filter by name or path' }).fill('scratch');
    await waitUntil(async () => (await page.getByRole('row').count()) === 2);
    await page.waitForURL(/state=running.*text=scratch/);
    await page.reload();
    await page.getByRole('row', { name: /gpt-nano-owt/ }).waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: /^Stopped/ }).click();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await waitUntil(async () => (await page.getByRole('row').count()) === 8);
  });

  it('sorts by a column and turns round at the second press', async () => {
    const { page } = await browser.open();
    await page.getByRole('button', { name: 'Best loss' }).click();
    const second = page.getByRole('row').nth(1);
    await second.getByRole('link', { name: 'lstm-energy' }).waitFor();
    await page
      .getByRole('columnheader', { name: 'Best loss' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await page.getByRole('button', { name: 'Best loss' }).click();
    await second.getByRole('link', { name: 'gpt-nano-owt' }).waitFor();
  });

  it('leaves rows where they are while the pointer is over them', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('row', { name: /xgb-churn/ }).hover();
    const order = async () =>
      (await page
        .getByRole('rowheader')
        .or(page.locator('tr[data-key]'))
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key')))) as string[];
    const before = await order();
    demo.change('xgb-churn', { state: 'running', workers: 1 });
    await page
      .getByRole('row', { name: /xgb-churn/ })
      .getByText('Running')
      .waitFor();
    expect(await order()).toEqual(before);
    await page.mouse.move(700, 5);
    await waitUntil(async () => (await order())[0] !== before[0] || (await order())[2] === 'xgb-churn');
  });

  it('stops a run from its row and offers to resume it', async () => {
    const { page, demo } = await browser.open();
    const row = page.getByRole('row', { name: /resnet-cifar/ });
    await row.getByRole('button', { name: 'Stop (finish current)' }).click();
    await row.getByRole('button', { name: 'Resume' }).waitFor();
    expect(demo.calls).toEqual([{ name: 'run.stop', input: { key: 'resnet-cifar', now: false } }]);
  });

  it('tells why a foreign run cannot be stopped', async () => {
    const { page } = await browser.open();
    await page.getByRole('button', { name: 'More actions for optuna-lgbm' }).click();
    const stop = page.getByRole('menuitem', { name: 'Stop now' });
    await expect.poll(() => stop.getAttribute('aria-disabled')).toBe('true');
    await stop.hover();
    await page
      .getByRole('tooltip')
      .getByText(/only Optuna can stop/)
      .waitFor();
  });

  it('takes selected runs off the list and says that files stay', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('checkbox', { name: 'Select xgb-churn' }).check();
    await page.getByRole('checkbox', { name: 'Select lstm-energy' }).check();
    await page.getByText('Removing leaves the files where they are.').waitFor();
    await page.getByRole('button', { name: 'Remove from list' }).click();
    await waitUntil(async () => (await page.getByRole('row').count()) === 6);
    expect(demo.calls.map((call) => call.input)).toEqual([{ key: 'xgb-churn' }, { key: 'lstm-energy' }]);
  });

  it('is walked with the arrow keys; Enter opens a run, space selects it', async () => {
    const { page } = await browser.open();
    await page.getByRole('row', { name: /resnet-cifar/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('checkbox', { name: 'Select gpt-nano-owt', checked: true }).waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/run\/gpt-nano-owt/);
  });
});
