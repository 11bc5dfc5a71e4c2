import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../support/demo-browser.ts';
import type { DemoPage, DemoPageOptions } from '../support/demo-page.ts';
import { drag } from '../support/drag.ts';
import { settled } from '../support/settled.ts';
import { doubleClick, stopTime } from '../support/stop-time.ts';
import { trial } from './trials.ts';

const browser = demoBrowser();

const figure = (page: Page) => page.getByRole('figure', { name: 'Loss trajectory' });
const rows = (page: Page) => page.getByRole('grid', { name: 'Trials' }).getByRole('row');

/** A trial of the demo's space that ends now. */
function newTrial(given: Partial<Trial> & Pick<Trial, 'trial'>): Trial {
  const now = new Date().toISOString();
  return trial({
    config: {
      learning_rate: 0.01,
      weight_decay: 1e-4,
      momentum: 0.9,
      batch_size: 64,
      width: 32,
      optimizer: 'adam',
      dataset: 'digits',
      epochs: 81,
    },
    fidelity: 81,
    started_at: now,
    ended_at: now,
    ...given,
  });
}

/** Moves the pointer over the chart until it is on a trial. */
async function goToTrial(page: Page): Promise<void> {
  const tip = page.getByText('Click opens the trial');
  await waitUntil(async () => {
    const box = await page.getByRole('application').boundingBox();
    const { x = 0, y = 0, width = 0 } = box ?? {};
    for (let left = 100; left < width && !(await tip.isVisible()); left += 10) {
      await page.mouse.move(x + left, y + 80);
      await settled(page);
    }
    return tip.isVisible();
  });
}

async function openRun(name: string, rest = 'overview', options: DemoPageOptions = {}): Promise<DemoPage> {
  const opened = await browser.open({ address: `/run/${name}/${rest}`, ...options });
  await opened.page.getByRole('heading', { level: 1, name }).waitFor();
  return opened;
}

describe('the header of a run', () => {
  it('says state, progress, best loss and what can be done', async () => {
    const { page, problems } = await openRun('resnet-cifar');
    await page.getByRole('status', { name: 'Running' }).waitFor();
    const bar = page.getByRole('progressbar', { name: 'Evaluations' });
    await expect.poll(() => bar.getAttribute('aria-valuenow')).toBe('61');
    const best = page.getByLabel('Best loss', { exact: true });
    await expect.poll(async () => Number(await best.textContent())).toBeGreaterThan(0);
    for (const name of ['Stop (finish current)', 'Stop now', 'Add worker', 'Continue with more budget…']) {
      await page.getByRole('button', { name }).waitFor();
    }
    expect(problems).toEqual([]);
  });

  it('stops and offers to resume, and says so as a status', async () => {
    const { page, demo } = await openRun('resnet-cifar');
    await page.getByRole('button', { name: 'Stop now' }).click();
    await page.getByRole('status', { name: 'Stopped' }).waitFor();
    expect(demo.calls).toContainEqual({ name: 'run.stop', input: { key: 'resnet-cifar', now: true } });
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('status', { name: 'Running' }).waitFor();
  });

  it('leads from a count to just those trials', async () => {
    const { page } = await openRun('resnet-cifar');
    await page.getByRole('link', { name: '4 failed' }).click();
    await page.getByText('4 of 66 trials match').waitFor();
    await expect.poll(() => page.url()).toContain('#/run/resnet-cifar/trials?state=failed');
  });

  it('says of a run of another tool why it cannot be stopped', async () => {
    const { page } = await openRun('optuna-lgbm');
    await page.getByRole('status', { name: 'Watching' }).waitFor();
    const stop = page.getByRole('button', { name: 'Stop now' });
    await expect.poll(() => stop.getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('paragraph').filter({ hasText: 'only Optuna can stop or start it' }).waitFor();
  });

  it('folds actions into More where the window is narrow', async () => {
    const { page } = await openRun('resnet-cifar');
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Add worker' }).waitFor();
    await page.getByText('4 workers alive').last().waitFor();
  });

  it('is one line once the page is scrolled and whole again at the top', async () => {
    const { page } = await openRun('vit-tiny-imagenet');
    await page.setViewportSize({ width: 1024, height: 600 });
    const counts = page.getByText('Trials by state');
    await counts.waitFor();
    const panel = page.getByRole('tabpanel');
    const scrolled = (to: number) =>
      panel.evaluate((element, top) => {
        element.scrollTo(0, top);
        return element.scrollTop;
      }, to);
    // As soon as what it shows is long enough.
    await expect.poll(() => scrolled(300)).toBe(300);
    await counts.waitFor({ state: 'hidden' });
    await page.getByRole('status', { name: 'Failed' }).waitFor();
    await scrolled(0);
    await counts.waitFor();
  });

  it('says why a run cannot be shown and leads back to the list', async () => {
    const { page } = await browser.open({ address: '/run/no-such-run/overview' });
    await page.getByRole('alert').getByText('not in the list of runs').waitFor();
    await page.getByRole('button', { name: 'Close it and go to Runs' }).click();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
  });
});

describe('the overview', () => {
  it('draws a new best as it comes and tells it in words', async () => {
    const { page, demo, problems } = await openRun('resnet-cifar');
    await figure(page).getByText('Shows 61 completed trials').waitFor({ state: 'attached' });
    demo.change('resnet-cifar', {}, [newTrial({ trial: '99_rung_3', loss: 0.0123 })]);
    await figure(page)
      .getByText(/Shows 62 completed trials.*best loss 0\.01230, of trial 99_rung_3/)
      .waitFor({ state: 'attached' });
    await figure(page).getByText('best 0.01230').waitFor();
    expect(problems).toEqual([]);
  });

  it('goes through trials with the arrow keys and opens one with Enter', async () => {
    const { page } = await openRun('resnet-cifar');
    await page.getByRole('application', { name: /Trials in the chart/ }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('Click opens the trial').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: /^Trial \d+_rung_\d/ }).waitFor();
  });

  it('zooms with a drag, keeps that in the address, and shows all again', async () => {
    const { page } = await openRun('resnet-cifar');
    const place = page.getByRole('application');
    await drag(place, [200, 60], [400, 70]);
    await expect.poll(() => page.url()).toMatch(/zoom=/);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => page.url()).not.toMatch(/zoom=/);
  });

  it('zooms with the keyboard', async () => {
    const { page } = await openRun('resnet-cifar');
    const chart = page.getByRole('application', { name: /Trials in the chart/ });
    await chart.press('+');
    await expect.poll(() => page.url()).toMatch(/zoom=/);
    await page.getByRole('button', { name: 'Show all' }).waitFor();
    await chart.press('-');
    await expect.poll(() => page.url()).not.toMatch(/zoom=/);
  });

  it('opens no trial by a click that begins a drag', async () => {
    const { page } = await openRun('resnet-cifar', 'overview?zoom=10~40');
    await goToTrial(page);
    await stopTime(page);
    await page.mouse.down();
    await page.mouse.up();
    await page.mouse.down();
    await page.clock.runFor(1_000);
    await settled(page);
    expect(page.url()).toContain('/overview');
    await page.mouse.up();
    await page.clock.resume();
    await page.getByRole('complementary', { name: /^Trial / }).waitFor();
  });

  it('opens no trial by a double click, which shows all again, but by a click', async () => {
    const { page } = await openRun('resnet-cifar', 'overview?zoom=10~40');
    await goToTrial(page);
    await doubleClick(page);
    await expect.poll(() => page.url()).not.toMatch(/zoom=/);
    expect(page.url()).toContain('/overview');
    await goToTrial(page);
    await page.mouse.down();
    await page.mouse.up();
    await page.getByRole('complementary', { name: /^Trial / }).waitFor();
  });

  it('changes its axes and keeps them over a reload', async () => {
    const { page } = await openRun('resnet-cifar');
    await page.getByRole('radio', { name: 'Cost' }).check({ force: true });
    await page.getByRole('radio', { name: 'Linear' }).check({ force: true });
    await expect.poll(() => page.url()).toMatch(/across=cost.*loss=linear|loss=linear.*across=cost/);
    await page.reload();
    await page.getByRole('radio', { name: 'Cost', checked: true }).waitFor();
    await page.getByRole('radio', { name: 'Linear', checked: true }).waitFor();
  });

  it.each([
    ['PNG picture', 'png'],
    ['SVG drawing', 'svg'],
    ['CSV numbers', 'csv'],
  ])('exports the chart as %s', async (name, ending) => {
    const { page, problems } = await openRun('resnet-cifar');
    await page.locator('.recharts-surface').waitFor();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name }).click();
    expect((await download).suggestedFilename()).toBe(`resnet-cifar-loss-trajectory.${ending}`);
    expect(problems).toEqual([]);
  });

  it('says of a failed run what stopped it and shows the traceback', async () => {
    const { page } = await openRun('vit-tiny-imagenet');
    const notice = page.getByRole('alert').first();
    await notice.getByText(/^Trial \S+ stopped the run$/).waitFor();
    await notice.getByText('Traceback', { exact: true }).click();
    await notice.getByText('line 118, in train').waitFor();
  });

  it('says that a run without trials is about to begin', async () => {
    const { page, demo } = await openRun('resnet-cifar');
    const names = demo.run('resnet-cifar').trials.map((each) => each.trial);
    demo.change('resnet-cifar', {}, [], names);
    await page.getByText('The first trial is about to start').waitFor();
    await page.getByText('none yet').waitFor();
  });
});

describe('the table of trials', () => {
  it('sorts, filters and remembers both in the address', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    await page.getByRole('button', { name: 'Loss' }).click();
    await page
      .getByRole('columnheader', { name: 'Loss' })
      .and(page.locator('[aria-sort=ascending]'))
      .waitFor();
    await rows(page).nth(1).getByText('best').waitFor();
    const query = page.getByRole('combobox', { name: 'Filter trials' });
    await query.fill('optimizer == adamw');
    await page.getByText(/\d+ of 66 trials match/).waitFor();
    await expect.poll(() => page.url()).toContain('sort=loss');
    await expect.poll(() => page.url()).toContain('where=optimizer+%3D%3D+adamw');
    await query.fill('no such thing');
    await page.getByText('No trial matches').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByText('66 trials', { exact: true }).waitFor();
  });

  it('keeps what is opened while a query is on its way into the address', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    await page.getByRole('combobox', { name: 'Filter trials' }).fill('optimizer == adamw');
    // Not pressed and let go of: the row may be taken away in between.
    await rows(page).nth(1).dispatchEvent('click');
    await expect.poll(() => page.url()).toContain('where=optimizer+%3D%3D+adamw');
    await expect.poll(() => page.url()).toContain('trial=');
    await page.getByRole('complementary', { name: /^Trial / }).waitFor();
  });

  it('lets new trials wait where they would move a row', async () => {
    const { page, demo } = await openRun('resnet-cifar', 'trials?sort=loss');
    await rows(page).nth(1).waitFor();
    const first = await rows(page).nth(1).textContent();
    demo.change('resnet-cifar', {}, [newTrial({ trial: '99_rung_3', loss: 0.0123 })]);
    await page.getByRole('button', { name: '1 new trial, show' }).waitFor();
    expect(await rows(page).nth(1).getByText('99_rung_3').count()).toBe(0);
    expect((await rows(page).nth(1).textContent())?.startsWith(first?.slice(0, 9) ?? '?')).toBe(true);
    await page.getByRole('button', { name: '1 new trial, show' }).click();
    await rows(page).nth(1).getByText('99_rung_3').waitFor();
  });

  it('shows new trials at once where they come at the end', async () => {
    const { page, demo } = await openRun('resnet-cifar', 'trials');
    await rows(page).nth(1).waitFor();
    demo.change('resnet-cifar', {}, [newTrial({ trial: '99_rung_3' })]);
    await page.getByText('67 trials', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /new trial/ }).count()).toBe(0);
  });

  it('has its rows in the document as they are seen, wherever it was scrolled to', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const grid = page.getByRole('grid', { name: 'Trials' });
    await rows(page).nth(1).waitFor();
    const places = () =>
      rows(page).evaluateAll((all) => all.slice(1).map((row) => Number(row.getAttribute('aria-rowindex'))));
    const inOrder = async () => {
      const now = await places();
      return now.every((place, index) => place === (now[0] ?? 0) + index);
    };
    await grid.evaluate((element) => element.scrollTo({ top: 330 }));
    await expect.poll(places).not.toContain(2);
    await expect.poll(inOrder).toBe(true);
    await grid.evaluate((element) => element.scrollTo({ top: 0 }));
    await expect.poll(places).toContain(2);
    await expect.poll(inOrder).toBe(true);
  });

  it('is driven by the keyboard: arrows, Enter, Space, Escape', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const grid = page.getByRole('grid', { name: 'Trials' });
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Enter');
    const details = page.getByRole('complementary');
    const opened = await details.getAttribute('aria-label');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => details.getAttribute('aria-label')).not.toBe(opened);
    await details.getByRole('tab', { name: 'Result' }).click();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
    await grid.and(page.locator(':focus')).waitFor();
  });

  it('compares selected trials and marks what differs', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const boxes = rows(page).getByRole('checkbox');
    await boxes.nth(1).check();
    await boxes.nth(2).check();
    await page.getByRole('button', { name: 'Compare side by side' }).click();
    const dialog = page.getByRole('dialog', { name: 'Compare 2 trials' });
    await dialog.getByRole('rowheader', { name: 'learning_rate (differs)' }).waitFor();
    await dialog.getByRole('checkbox', { name: 'Only what differs' }).check();
    await dialog.getByRole('rowheader', { name: 'dataset' }).waitFor({ state: 'hidden' });
  });

  it('hides and shows columns', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'momentum' }).uncheck();
    await page.getByRole('columnheader', { name: 'momentum' }).waitFor({ state: 'hidden' });
    await page.getByRole('checkbox', { name: 'dataset' }).check();
    await page.getByRole('columnheader', { name: 'dataset' }).waitFor();
  });

  it('moves columns by the keyboard, and takes that back', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const heads = page.getByRole('columnheader');
    await page.getByRole('button', { name: 'Loss' }).focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => heads.nth(2).textContent()).toBe('Loss');
    await expect.poll(() => page.url()).toContain('columns=trial%2Closs%2Cstate');
    await page.keyboard.press('u');
    await expect.poll(() => heads.nth(2).textContent()).toBe('State');
  });

  it('filters by a range in a column, and all other tabs with it', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const head = page.getByRole('columnheader', { name: 'Loss' });
    await head.hover();
    await head.getByRole('button', { name: 'Filter column' }).click();
    await page.getByRole('textbox', { name: 'To' }).fill('0.2');
    const filters = page.getByRole('region', { name: 'Filters' });
    await filters.getByText('loss up to 0.2000').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Overview' }).click();
    await filters.getByText('loss up to 0.2000').waitFor();
    await expect.poll(() => page.url()).toContain('overview?brush=loss');
    const counted = async () =>
      Number((await filters.getByText(/of 66 trials/).textContent())?.split(' ')[0]);
    await expect.poll(counted).toBeLessThan(66);
    await figure(page)
      .getByText(`Shows ${await counted()} completed trials`)
      .waitFor({ state: 'attached' });
    await filters.getByRole('button', { name: 'Clear' }).click();
    await filters.waitFor({ state: 'hidden' });
    await page.keyboard.press('u');
    await filters.getByText('loss up to 0.2000').waitFor();
  });

  it('completes a query, and says where it cannot be read', async () => {
    const { page } = await openRun('resnet-cifar', 'trials');
    const query = page.getByRole('combobox', { name: 'Filter trials' });
    await query.pressSequentially('opt');
    await page.getByRole('option', { name: 'optimizer' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await query.pressSequentially('== ad');
    await page.getByRole('option', { name: 'adam', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/\d+ of 66 trials match/).waitFor();
    expect((await query.inputValue()).trim()).toBe('optimizer == adam');
    await query.fill('los < 0.2');
    await query.press('Enter');
    await page.getByText(/^Column 1: .*Did you mean loss/).waitFor();
    await expect.poll(() => query.getAttribute('aria-invalid')).toBe('true');
  });

  it('stars and notes a trial, for every window', async () => {
    const { page, demo } = await openRun('resnet-cifar', 'trials');
    const grid = page.getByRole('grid', { name: 'Trials' });
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('s');
    await page.getByRole('columnheader', { name: 'Star' }).waitFor();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary', { name: /^Trial / });
    await expect
      .poll(() => drawer.getByRole('button', { name: 'Star' }).getAttribute('aria-pressed'))
      .toBe('true');
    await drawer.getByRole('textbox', { name: 'Note' }).fill('look again');
    await page.getByRole('columnheader', { name: 'Note' }).waitFor();
    const [trial = ''] = (await rows(page).nth(1).textContent())?.split(' ') ?? [];
    expect(trial).not.toBe('');
    expect(demo.calls).toContainEqual({
      name: 'run.note',
      input: expect.objectContaining({ key: 'resnet-cifar', note: 'look again' }),
    });
    await page.getByRole('combobox', { name: 'Filter trials' }).fill('star and note ~ again');
    await page.getByText('1 of 66 trials matches').waitFor();
  });

  it('shows the run as it was, in every tab', async () => {
    const { page } = await openRun('resnet-cifar');
    const time = page.getByRole('slider', { name: 'Time' });
    await time.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('ArrowRight');
    }
    await expect.poll(() => time.getAttribute('aria-valuetext')).toBe('As it was after 5 trials');
    await figure(page).getByText('Shows 5 completed trials').waitFor({ state: 'attached' });
    await expect.poll(() => page.url()).toContain('at=5');
    await page.getByRole('tab', { name: 'Trials' }).click();
    await page.getByText('after trial 5').waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('66 trials', { exact: true }).waitFor();
  });

  it('draws only what is in sight of many trials', async () => {
    const { page } = await openRun('optuna-lgbm', 'trials');
    const grid = page.getByRole('grid', { name: 'Trials' });
    await rows(page).nth(1).waitFor();
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('745');
    expect(await rows(page).count()).toBeLessThan(80);
    await grid.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowUp');
    await grid.getByText(/^744_rung/).waitFor();
  });
});

describe('the details of a trial', () => {
  it('show configuration, result and log, and follow the log while it is evaluating', async () => {
    const { page } = await openRun('resnet-cifar', 'trials?trial=62_rung_3');
    const details = page.getByRole('complementary');
    await details
      .getByRole('region', { name: /^Log of trial/ })
      .getByText('is done')
      .waitFor();
    await details.getByText('follows as it grows').waitFor();
    await details.getByRole('tab', { name: 'Configuration' }).click();
    await details.getByText('weight_decay').waitFor();
    await expect.poll(() => page.url()).toContain('detail=configuration');
  });

  it('copy a configuration in the kinds of its space', async () => {
    const { page } = await openRun('resnet-cifar', 'trials?trial=1_rung_2&detail=configuration');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as Python keyword arguments' }).click();
    await page.getByText('Copied').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^learning_rate=0\.\d+, weight_decay=[\d.e-]+, .*batch_size=\d+, .*optimizer="\w+"/);
  });

  it('show the error and the traceback of a failure first', async () => {
    const { page } = await openRun('resnet-cifar', 'trials?trial=11_rung_2');
    const details = page.getByRole('complementary');
    await details.getByText('torch.cuda.OutOfMemoryError', { exact: true }).waitFor();
    await details.getByRole('region', { name: 'Traceback' }).getByText('line 118').waitFor();
    await details.getByRole('button', { name: 'Copy traceback' }).waitFor();
  });

  it('say that a trial of the address does not exist', async () => {
    const { page } = await openRun('resnet-cifar', 'trials?trial=1000');
    await page.getByText('There is no such trial').waitFor();
  });
});

it('shows who works on a run and the log of each', async () => {
  const { page } = await openRun('resnet-cifar', 'workers');
  const table = page.getByRole('table', { name: 'Workers' });
  await table.getByRole('row').nth(4).waitFor();
  await table.getByRole('row').filter({ hasText: 'gpu02-4000' }).getByText('now').waitFor();
  await table.getByRole('button', { name: 'Log of gpu02-4000' }).click();
  await page
    .getByRole('region', { name: 'Log of worker gpu02-4000' })
    .getByText('gpu02-4000 started')
    .waitFor();
  await expect.poll(() => page.url()).toContain('worker=gpu02-4000');
});

it('examines a run with stale trials by itself, and mends what a person decides', async () => {
  const { page, problems, demo } = await openRun('resnet-cifar', 'workers');
  const doctor = page.getByRole('region', { name: 'Doctor' });
  const [stale, differs] = ['Trial 7 is evaluating', 'Journal and files of trial 9'].map((text) =>
    doctor.getByRole('list', { name: 'Findings' }).getByRole('listitem').filter({ hasText: text }),
  );
  await stale?.getByText('its process 4003 is gone from this machine').waitFor();
  await stale?.getByText('last heartbeat of its worker: 3 h ago').waitFor();
  await doctor
    .getByRole('list', { name: 'Workers that have not left' })
    .getByText('last heartbeat')
    .waitFor();
  await stale?.getByRole('button', { name: 'Give up: trial 7 counts as crashed' }).waitFor();
  await differs?.getByRole('button', { name: 'Keep the files: what they say of trial 9' }).click();
  await doctor.getByRole('list', { name: 'Mended' }).getByText('put trial 7 back into the queue').waitFor();
  await doctor.getByRole('button', { name: 'Examine again' }).click();
  await stale?.getByRole('button', { name: 'Run again: trial 7' }).click();
  await doctor.getByRole('button', { name: 'Examine again' }).click();
  await doctor.getByRole('button', { name: 'Mend all that has one answer' }).click();
  await waitUntil(() => demo.calls.length === 3);
  const nothing = { key: 'resnet-cifar', all: false, requeue: [], crash: [], keep: [] };
  expect(demo.calls).toEqual([
    { name: 'run.mend', input: { ...nothing, keep: [{ trial: '9', side: 'files' }] } },
    { name: 'run.mend', input: { ...nothing, requeue: ['7'] } },
    { name: 'run.mend', input: { ...nothing, all: true } },
  ]);
  expect(problems).toEqual([]);
});

it('gives the commands that mend where the page was opened for reading only', async () => {
  const { page } = await openRun('resnet-cifar', 'workers', { readOnly: true });
  const doctor = page.getByRole('region', { name: 'Doctor' });
  const finding = doctor.getByRole('list', { name: 'Findings' }).getByRole('listitem').first();
  await finding.getByText('Trial 7 is evaluating').waitFor();
  await expect
    .poll(() => finding.getByRole('code').allTextContents())
    .toEqual([
      'incumbent doctor /users/person/runs/resnet-cifar --mend',
      'incumbent doctor /users/person/runs/resnet-cifar --requeue 7',
      'incumbent doctor /users/person/runs/resnet-cifar --crash 7',
    ]);
});

it('shows how a run was launched and takes it as a template', async () => {
  const { page, problems } = await openRun('resnet-cifar', 'configuration');
  await page.getByRole('textbox', { name: 'YAML as launched' }).getByText('evaluate_pipeline').waitFor();
  await page.getByRole('table', { name: 'Search space' }).getByText('learning_rate').waitFor();
  await page.getByRole('table', { name: 'Settings' }).getByText('max_evaluations_total').waitFor();
  await page.getByText('2.31 GB in 1,204 files').waitFor();
  await page.getByRole('button', { name: 'Use as template' }).click();
  await page.getByRole('textbox', { name: 'YAML', exact: true }).getByText('evaluate_pipeline').waitFor();
  expect(problems).toEqual([]);
});
