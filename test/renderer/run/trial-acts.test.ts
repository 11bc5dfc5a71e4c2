import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../support/demo-browser.ts';
import type { DemoPage } from '../support/demo-page.ts';

const browser = demoBrowser();

/** The drawer of the first trial of a run in this state. */
async function openTrial(run: string, state: string): Promise<DemoPage & { readonly trial: string }> {
  const opened = await browser.open({ address: `/run/${run}/trials?state=${state}` });
  await opened.page.getByRole('heading', { level: 1, name: run }).waitFor();
  const trial = opened.demo.run(run).trials.find((each) => each.state === state)?.trial ?? '';
  await opened.page
    .getByRole('row')
    .filter({ has: opened.page.getByRole('gridcell', { name: trial, exact: true }) })
    .click();
  await opened.page.getByRole('complementary', { name: `Trial ${trial}` }).waitFor();
  return { ...opened, trial };
}

const act = (page: Page, name: string) => page.getByRole('complementary').getByRole('button', { name });

async function whyNot(page: Page, name: string): Promise<string | null> {
  const button = act(page, name);
  const id = await button.getAttribute('aria-describedby');
  return id === null ? null : await page.locator(`[id="${id}"]`).textContent();
}

describe('the acts of a trial', () => {
  it('stop one that is being evaluated, and only that', async () => {
    const { page, demo, trial, problems } = await openTrial('resnet-cifar', 'evaluating');
    await expect.poll(() => whyNot(page, 'Run again')).toBe('It is being evaluated; stop it first.');
    await expect.poll(() => whyNot(page, 'Delete…')).toBe('It is being evaluated; stop it first.');
    await act(page, 'Stop this trial').click();
    await page.getByRole('complementary').getByText('Stopped', { exact: true }).waitFor();
    expect(demo.calls).toEqual([
      { name: 'run.stop', input: { key: 'resnet-cifar', now: true, trials: [trial] } },
    ]);
    await expect.poll(() => whyNot(page, 'Stop this trial')).toBe('It is not being evaluated.');
    expect(problems).toEqual([]);
  });

  it('evaluate a completed one again', async () => {
    const { page, demo, trial } = await openTrial('resnet-cifar', 'failed');
    await act(page, 'Run again').click();
    await waitUntil(async () => (await whyNot(page, 'Run again')) === 'It waits to be evaluated already.');
    expect(demo.calls).toEqual([{ name: 'run.requeue', input: { key: 'resnet-cifar', trials: [trial] } }]);
  });

  it('delete it after saying what goes to the trash; Esc and Enter change nothing', async () => {
    const { page, demo, trial } = await openTrial('resnet-cifar', 'failed');
    await act(page, 'Delete…').click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('list', { name: 'What goes to the trash' })
      .getByText(`results/config_${trial}`)
      .waitFor();
    await dialog.getByText('~/runs/resnet-cifar/results/.incumbent-trash').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await act(page, 'Delete…').click();
    // Once the focus is in the dialog the key is the dialog's, before that the drawer's.
    await waitUntil(() => dialog.evaluate((element) => element.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(demo.calls).toEqual([]);
    await act(page, 'Delete…').click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('There is no such trial').waitFor();
    expect(demo.calls).toEqual([{ name: 'run.delete', input: { key: 'resnet-cifar', trials: [trial] } }]);
  });

  it('take what continues a trial with it', async () => {
    const { page, demo, trial } = await openTrial('resnet-cifar', 'failed');
    const found = demo.run('resnet-cifar').trials.find((each) => each.trial === trial);
    if (found === undefined) {
      throw new Error('the demo has no failed trial');
    }
    demo.change('resnet-cifar', {}, [{ ...found, trial: '500_rung_3', previous: trial }]);
    const dialog = page.getByRole('dialog');
    // The dialog says what was true when it was opened: the new trial may still be on its way to the page.
    await waitUntil(async () => {
      await act(page, 'Delete…').click();
      await dialog.waitFor();
      const isThere = await dialog.getByText('500_rung_3 goes with it').isVisible();
      if (!isThere) {
        await dialog.getByRole('button', { name: 'Cancel' }).click();
        await dialog.waitFor({ state: 'detached' });
      }
      return isThere;
    });
    await dialog.getByRole('button', { name: 'Delete 2 trials' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(demo.calls.at(-1)?.input).toEqual({ key: 'resnet-cifar', trials: [trial, '500_rung_3'] });
  });

  it('are refused in a run of another tool, with the reason', async () => {
    const { page } = await openTrial('optuna-lgbm', 'success');
    for (const name of ['Stop this trial', 'Run again', 'Delete…']) {
      await expect.poll(() => whyNot(page, name)).toContain('only Optuna can stop or start it');
    }
  });
});

describe('a configuration of your own', () => {
  async function openEnqueue() {
    const opened = await browser.open({ address: '/run/resnet-cifar/overview' });
    // The dialog begins with the best one that is known when it is opened.
    await expect
      .poll(async () => Number(await opened.page.getByLabel('Best loss', { exact: true }).textContent()))
      .toBeGreaterThan(0);
    await opened.page.getByRole('button', { name: 'More', exact: true }).click();
    await opened.page.getByRole('menuitem', { name: 'Enqueue a configuration…' }).click();
    return { ...opened, dialog: opened.page.getByRole('dialog', { name: /Enqueue a configuration/ }) };
  }

  it('begins with the best one, a field a parameter, the fidelity at its upper bound', async () => {
    const { page, dialog, demo, problems } = await openEnqueue();
    const fields = dialog.getByRole('textbox');
    await fields.first().waitFor();
    await expect.poll(() => fields.count()).toBe(7);
    await expect.poll(() => dialog.getByRole('textbox', { name: 'epochs' }).inputValue()).toBe('81');
    await dialog.getByRole('textbox', { name: 'learning_rate' }).fill('0.005');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const input = demo.calls.at(-1)?.input as { key: string; values: string[] };
    expect(input.key).toBe('resnet-cifar');
    expect(input.values).toContain('learning_rate=0.005');
    expect(input.values).toHaveLength(7);
    expect(problems).toEqual([]);
  });

  it('shows what is wrong beside the field that it is of', async () => {
    const { dialog } = await openEnqueue();
    const width = dialog.getByRole('textbox', { name: 'width' });
    await width.fill('4');
    await dialog.getByRole('button', { name: 'Enqueue', exact: true }).click();
    await dialog.getByText('`width` must be an integer between 16 and 64; found 4.').waitFor();
    await expect.poll(() => width.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the header of a run that is asked to stop', () => {
  it('says so, and offers only what is stricter', async () => {
    const opened = await browser.open({ address: '/run/resnet-cifar/overview' });
    opened.demo.change('resnet-cifar', { stopping: 'finish' });
    await opened.page.getByText('Stopping… The evaluations in progress end first.').waitFor();
    const stop = opened.page.getByRole('button', { name: 'Stop (finish current)' });
    await expect.poll(() => stop.getAttribute('aria-disabled')).toBe('true');
    expect(
      await opened.page.getByRole('button', { name: 'Stop now' }).getAttribute('aria-disabled'),
    ).toBeNull();
  });
});

describe('the dialogs that go on with a run', () => {
  it('propose as many workers as there were, and ask what becomes of failed trials', async () => {
    const { page, demo } = await browser.open({ address: '/run/vit-tiny-imagenet/overview' });
    await page.getByRole('button', { name: 'Resume' }).click();
    const dialog = page.getByRole('dialog');
    const workers = String(Math.max(1, demo.run('vit-tiny-imagenet').workers));
    await expect.poll(() => dialog.getByRole('spinbutton', { name: 'Workers' }).inputValue()).toBe(workers);
    await expect
      .poll(() => dialog.getByRole('radio', { name: /^Keep \d+ failed trial/ }).isChecked())
      .toBe(true);
    await dialog.getByRole('radio', { name: /^Evaluate (it|them) again$/ }).check();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(demo.calls.at(-1)?.input).toMatchObject({ failed: 'requeue', workers: Number(workers) });
  });

  it('raise the totals of a run in progress without a further worker', async () => {
    const { page, demo } = await browser.open({ address: '/run/resnet-cifar/overview' });
    await page.getByRole('button', { name: 'Continue with more budget…' }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByRole('spinbutton', { name: 'Workers' }).inputValue()).toBe('0');
    await dialog.getByRole('spinbutton', { name: 'Evaluations in total' }).fill('300');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(demo.calls.at(-1)?.input).toMatchObject({
      workers: 0,
      set: expect.arrayContaining(['max_evaluations_total=300']),
    });
  });
});
