import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../../support/demo-browser.ts';
import type { DemoOptions } from '../../support/demo-engine.ts';
import { demoExistingRun } from '../../support/demo-existing-run.ts';
import { DEMO_YAML } from '../../support/demo-files.ts';

const browser = demoBrowser();

/** The Start dialog over the demo's YAML. */
async function openStart(options: DemoOptions = {}) {
  const opened = await browser.open({ address: '/new', ...options });
  await opened.page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
  await opened.page
    .getByRole('button', { name: 'Start…' })
    .and(opened.page.locator(':not([aria-disabled])'))
    .click();
  return { ...opened, dialog: opened.page.getByRole('dialog', { name: 'Start' }) };
}

async function openOverwrite(options: Parameters<typeof demoExistingRun>[0] = {}) {
  const opened = await openStart({ existing: demoExistingRun(options) });
  await opened.dialog.getByRole('spinbutton', { name: 'Workers' }).fill('3');
  await opened.dialog.getByRole('button', { name: 'Start' }).click();
  const dialog = opened.page.getByRole('dialog', { name: /already holds a run/ });
  await dialog.waitFor();
  return { ...opened, dialog, lastInput: () => opened.demo.calls.at(-1)?.input };
}

describe('the Start dialog', () => {
  it('starts as many workers as asked, with their variables, and shows the run', async () => {
    const { page, dialog, demo } = await openStart();
    await dialog.getByRole('spinbutton', { name: 'Workers' }).fill('4');
    await dialog.getByText('Environment variables').first().click();
    await dialog.getByRole('textbox', { name: 'Environment variables' }).fill('OMP_NUM_THREADS=2');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/#\/run\/resnet-wide/);
    expect(demo.calls).toEqual([
      {
        name: 'setup.start',
        input: {
          text: DEMO_YAML,
          file: null,
          folder: null,
          unsaved: {},
          branch_from: null,
          workers: 4,
          env: { OMP_NUM_THREADS: '2' },
          slurm: null,
          existing: { kind: 'ask' },
        },
      },
    ]);
  });

  it('begins at the number of workers and refuses what is none', async () => {
    const { page, dialog, demo } = await openStart();
    const workers = dialog.getByRole('spinbutton', { name: 'Workers' });
    await waitUntil(() => workers.evaluate((element) => element === document.activeElement));
    await workers.fill('0');
    await dialog.getByText('A whole number from 1 to 256').first().waitFor();
    await expect.poll(() => dialog.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
    await page.keyboard.press('Enter');
    expect(demo.calls).toEqual([]);
  });

  it('has the number of workers selected, so that what is typed replaces it', async () => {
    const { page, dialog } = await openStart();
    const workers = dialog.getByRole('spinbutton', { name: 'Workers' });
    await waitUntil(() => workers.evaluate((element) => element === document.activeElement));
    await page.keyboard.type('24');
    expect(await workers.inputValue()).toBe('24');
  });

  it('has its buttons where they are before it is known what stands at its root, and after', async () => {
    const places = [{ existing: null }, { existing: demoExistingRun() }].map(async (options) => {
      const { dialog } = await openStart(options);
      const found = dialog.getByRole('status', { name: 'Root directory' });
      await found.getByText(options.existing ? /^It holds a run/ : /^A new directory/).waitFor();
      return (await dialog.getByRole('button', { name: 'Start' }).boundingBox())?.y;
    });
    const [empty, taken] = await Promise.all(places);
    expect(taken).toBe(empty);
  });

  it('changes nothing when it is closed with Esc, and gives the focus back', async () => {
    const { page, dialog, demo } = await openStart();
    await dialog.getByRole('spinbutton', { name: 'Workers' }).waitFor();
    await page.keyboard.press('Escape');
    await waitUntil(async () => !(await dialog.isVisible()));
    const start = page.getByRole('button', { name: 'Start…' });
    await waitUntil(() => start.evaluate((element) => element === document.activeElement));
    expect(demo.calls).toEqual([]);
  });
});

describe('the overwrite dialog', () => {
  it('continues by default, and Enter does so', async () => {
    const { page, dialog, lastInput } = await openOverwrite();
    await expect.poll(() => dialog.getByRole('radio', { name: 'Continue that run' }).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/run\/resnet-wide/);
    expect(lastInput()).toMatchObject({ workers: 3, existing: { kind: 'continue' } });
  });

  it('greys continuing out where the runs differ, shows how, and then goes elsewhere', async () => {
    const { page, dialog, lastInput } = await openOverwrite({
      continue_refusal: 'The search space differs from the one launched.',
      differences: [
        { path: 'pipeline_space.width', before: '16 to 128', after: '16 to 64' },
        { path: 'pipeline_space.label_smoothing', before: null, after: '0 to 0.2' },
      ],
    });
    await expect.poll(() => dialog.getByRole('radio', { name: 'Continue that run' }).isDisabled()).toBe(true);
    await expect
      .poll(() => dialog.getByRole('list', { name: 'Differences' }).innerText())
      .toMatch(/16 to 128.*16 to 64/);
    await expect
      .poll(() => dialog.getByRole('radio', { name: 'Use another directory' }).isChecked())
      .toBe(true);
    await dialog.getByRole('textbox', { name: 'Directory' }).fill('/users/person/runs/third');
    await dialog.getByRole('button', { name: 'Start there' }).click();
    await page.waitForURL(/#\/run\/resnet-wide/);
    expect(lastInput()).toMatchObject({
      existing: { kind: 'other-directory', root: '/users/person/runs/third' },
    });
  });

  it('overwrites only after the name is typed and its own button pressed', async () => {
    const { page, dialog, demo, lastInput } = await openOverwrite();
    await dialog.getByRole('radio', { name: 'Overwrite' }).check();
    for (const what of ['41 trials', 'Best loss 0.06120', '9.840 GPU hours', '2.31 GB in 1,204 files']) {
      await dialog.getByText(what, { exact: true }).waitFor();
    }
    const button = dialog.getByRole('button', { name: 'Overwrite and start' });
    await expect.poll(() => button.isDisabled()).toBe(true);
    await dialog
      .getByRole('textbox', { name: "Type the directory's name to overwrite it" })
      .fill('resnet-wide');
    await page.keyboard.press('Enter');
    expect(demo.calls).toHaveLength(1);
    await button.click();
    await page.waitForURL(/#\/run\/resnet-wide/);
    expect(lastInput()).toMatchObject({ existing: { kind: 'overwrite', confirmed_name: 'resnet-wide' } });
  });

  it('refuses to overwrite while workers live there', async () => {
    const { dialog } = await openOverwrite({
      overwrite_refusal: '2 workers are alive on gpu02; stop them first.',
    });
    await expect.poll(() => dialog.getByRole('radio', { name: 'Overwrite' }).isDisabled()).toBe(true);
    await dialog.getByText('2 workers are alive on gpu02; stop them first.').waitFor();
  });

  it('starts nothing when it is cancelled', async () => {
    const { page, dialog, demo } = await openOverwrite();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await waitUntil(async () => !(await dialog.isVisible()));
    expect(demo.calls).toHaveLength(1);
    expect(page.url()).toContain('#/new');
  });
});

describe('going on with a run', () => {
  it('resumes with workers', async () => {
    const { page, demo } = await browser.open();
    await page
      .getByRole('row', { name: /xgb-churn/ })
      .getByRole('button', { name: 'Resume' })
      .click();
    const dialog = page.getByRole('dialog', { name: 'Resume xgb-churn' });
    await dialog.getByRole('spinbutton', { name: 'Workers' }).fill('2');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/run\/xgb-churn/);
    expect(demo.calls).toEqual([
      {
        name: 'run.resume',
        input: { key: 'xgb-churn', workers: 2, env: {}, set: [], failed: 'keep', slurm: null },
      },
    ]);
  });

  it('proposes what becomes known of the run meanwhile, to be typed over', async () => {
    const { page, demo } = await browser.open();
    await page
      .getByRole('row', { name: /xgb-churn/ })
      .getByRole('button', { name: 'Resume' })
      .click();
    const workers = page
      .getByRole('dialog', { name: 'Resume xgb-churn' })
      .getByRole('spinbutton', { name: 'Workers' });
    await waitUntil(() => workers.evaluate((element) => element === document.activeElement));
    demo.change('xgb-churn', { workers: 12 });
    await expect.poll(() => workers.inputValue()).toBe('12');
    await page.keyboard.type('3');
    demo.change('xgb-churn', { workers: 14 });
    expect(await workers.inputValue()).toBe('3');
  });

  it('raises the budget of a finished run', async () => {
    const { page, demo } = await browser.open();
    const row = page.getByRole('row', { name: /lstm-energy/ });
    await row.getByRole('button', { name: 'Continue with more budget…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Continue lstm-energy with more budget' });
    const total = dialog.getByRole('spinbutton', { name: 'Evaluations in total' });
    await waitUntil(() => total.evaluate((element) => element === document.activeElement));
    await total.fill('200');
    await expect.poll(() => dialog.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.type('2500');
    await dialog.getByRole('checkbox', { name: 'Yes, 2,300 more evaluations' }).check();
    await expect.poll(() => dialog.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(false);
    await total.fill('25000');
    await expect.poll(() => dialog.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await total.fill('250');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/#\/run\/lstm-energy/);
    expect(demo.calls[0]?.input).toMatchObject({ workers: 1, set: ['max_evaluations_total=250'] });
  });

  it('adds workers to a running run with the variables of the others, and stays where it is', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('button', { name: 'More actions for resnet-cifar' }).click();
    await page.getByRole('menuitem', { name: 'Add worker' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add workers to resnet-cifar' });
    await dialog.getByRole('spinbutton', { name: 'Workers' }).fill('2');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await waitUntil(async () => !(await dialog.isVisible()));
    expect(demo.calls[0]).toEqual({
      name: 'run.addWorkers',
      input: { key: 'resnet-cifar', workers: 2, env: { CUDA_VISIBLE_DEVICES: '[0, 1]' }, slurm: null },
    });
    expect(page.url()).toContain('#/runs');
  });
});

const SUBMITTED = {
  submission: '0001',
  scheduler: 'slurm',
  job: '4711',
  cluster: null,
  at: '2026-01-31T12:00:00.000Z',
  host: 'login1',
  by: 'the command line',
  options: ['--time=2:00:00', '--gres=gpu:1'],
  tasks: 12,
  begun: 3,
  waiting: 9,
  alive: 3,
} as const;

describe('workers on a cluster', () => {
  it('are shown with what has begun and what Slurm says of the rest', async () => {
    const { page, demo } = await browser.open({ address: '/run/resnet-cifar/workers' });
    await page.getByRole('heading', { level: 1, name: 'resnet-cifar' }).waitFor();
    demo.change('resnet-cifar', { submissions: [{ ...SUBMITTED, options: [...SUBMITTED.options] }] });
    const jobs = page.getByRole('list', { name: 'Jobs of Slurm' });
    await jobs.getByText('12 tasks as Slurm job 4711, 3 begun').waitFor();
    await jobs.getByText('Slurm: 3 running, 9 pending (Resources)').waitFor();
  });

  it('can be stopped while none of them has begun', async () => {
    const { page, demo } = await browser.open();
    demo.change('xgb-churn', { submissions: [{ ...SUBMITTED, options: [], begun: 0, alive: 0 }] });
    await page.getByRole('button', { name: 'More actions for xgb-churn' }).click();
    await page.getByRole('menuitem', { name: 'Stop now' }).click();
    await waitUntil(() => demo.calls.length > 0);
    expect(demo.calls).toEqual([{ name: 'run.stop', input: { key: 'xgb-churn', now: true } }]);
  });

  it('are proposed as they were submitted last', async () => {
    const { page, demo } = await browser.open({ slurm: true });
    demo.change('resnet-cifar', { submissions: [{ ...SUBMITTED, options: [...SUBMITTED.options] }] });
    await page.getByRole('button', { name: 'More actions for resnet-cifar' }).click();
    await page.getByRole('menuitem', { name: 'Add worker' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add workers to resnet-cifar' });
    await expect.poll(() => dialog.getByRole('radio', { name: 'Slurm' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await waitUntil(() => demo.calls.length > 0);
    expect(demo.calls[0]?.input).toMatchObject({ workers: 1, slurm: { options: SUBMITTED.options } });
  });

  it('can not be asked for where Slurm is not, and it says why', async () => {
    const { dialog } = await openStart();
    await expect.poll(() => dialog.getByRole('radio', { name: 'Slurm' }).isDisabled()).toBe(true);
    await expect.poll(() => dialog.getByRole('radio', { name: 'This machine' }).isChecked()).toBe(true);
    await dialog.getByText('Not with Slurm: this machine has no sbatch on its PATH.').waitFor();
  });

  it('are submitted with their options, after a look at the script of the job', async () => {
    const { page, dialog, demo } = await openStart({ slurm: true });
    await dialog.getByRole('spinbutton', { name: 'Workers' }).fill('12');
    await dialog.getByRole('radio', { name: 'Slurm' }).check();
    const options = dialog.getByRole('textbox', { name: 'Options of sbatch' });
    await options.fill('time=1');
    await dialog.getByText('Script of the job').click();
    await dialog.getByText('An option begins with a dash').waitFor();
    await options.fill('--time=2:00:00\n-p gpu');
    await dialog.getByText('#!/bin/sh # 12 workers --time=2:00:00 -p gpu').waitFor();
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(/#\/run\/resnet-wide/);
    expect(demo.calls.at(-1)?.input).toMatchObject({
      workers: 12,
      slurm: { options: ['--time=2:00:00', '-p gpu'] },
    });
  });
});
