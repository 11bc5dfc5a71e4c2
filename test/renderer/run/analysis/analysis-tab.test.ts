import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoBrowser } from '../../support/demo-browser.ts';
import type { DemoPage, DemoPageOptions } from '../../support/demo-page.ts';
import { demoRuns } from '../../support/demo-runs.ts';
import { demoTrials } from '../../support/demo-trials.ts';
import { drag } from '../../support/drag.ts';
import { doubleClick } from '../../support/stop-time.ts';

const browser = demoBrowser();
const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const figure = (page: Page, name: string) => page.getByRole('figure', { name, exact: true });

async function openAnalysis(rest = '', options: DemoPageOptions = {}): Promise<DemoPage> {
  const opened = await browser.open({
    address: `/run/resnet-cifar/analysis${rest}`,
    context: { viewport: { width: 1440, height: 2200 } },
    ...options,
  });
  await figure(opened.page, 'Importance').waitFor();
  await figure(opened.page, 'Pair contour').waitFor();
  return opened;
}

async function exported(page: Page, name: string, format: string) {
  await card(page, name).getByRole('button', { name: 'Export' }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: format }).click(),
  ]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

describe('the Analysis tab', () => {
  it('shows every chart, and says what they rest on', async () => {
    const { page, problems } = await openAnalysis();
    await page.getByText(/^23 of 66 trials at epochs 3; left out: 33 of another fidelity/).waitFor();
    for (const name of [
      'Parallel coordinates',
      'Importance',
      'Pair contour',
      'Slice of learning_rate',
      'Distribution of losses',
      'Correlation',
    ]) {
      await figure(page, name).waitFor();
    }
    expect(problems).toEqual([]);
  });

  it('stands between the trials and the rungs', async () => {
    const { page } = await openAnalysis();
    const tabs = await page.getByRole('tab').allTextContents();
    expect(tabs.map((text) => text.replace(/\d+$/, '').trim())).toEqual([
      'Overview',
      'Trials',
      'Analysis',
      'Rungs',
      'Workers',
      'Errors',
      'Configuration',
    ]);
  });

  it('looks at another fidelity when it is chosen', async () => {
    const { page } = await openAnalysis();
    await page.getByRole('radiogroup', { name: 'Fidelity' }).getByRole('radio', { name: 'All' }).check();
    await page.getByText(/^56 of 66 trials, all epochs together/).waitFor();
    await figure(page, 'Slice of epochs').waitFor();
  });

  it('works out fANOVA when it is asked for, and keeps the choice in the address', async () => {
    const { page } = await openAnalysis();
    await card(page, 'Importance').getByRole('radio', { name: 'fANOVA' }).check();
    await card(page, 'Importance')
      .getByText(/^Share of the loss's variance/)
      .waitFor();
    await expect.poll(() => page.url()).toContain('importance=fanova');
  });

  it('filters the run by what is dragged along an axis, and takes it back', async () => {
    const { page } = await openAnalysis();
    const lines = figure(page, 'Parallel coordinates').getByRole('application');
    // The loss is the last axis; its lower half holds the better ones.
    const left = ((await lines.boundingBox())?.width ?? 0) - 50;
    await drag(lines, [left, 180], [left, 255]);
    await page
      .getByRole('region', { name: 'Filters' })
      .getByText(/^loss up to /)
      .waitFor();
    await card(page, 'Distribution of losses')
      .getByText(/selected of 23 \(grey\); 2 without one not counted\. Drag across/)
      .waitFor();
    await page.getByRole('button', { name: 'Undo view' }).click();
    await page.getByRole('region', { name: 'Filters' }).waitFor({ state: 'detached' });
  });

  it('zooms with a drag, and shows all again with a double click, Escape or its button', async () => {
    const { page } = await openAnalysis('?slice=learning_rate');
    const chart = figure(page, 'Slice of learning_rate').getByRole('application');
    const all = page.getByRole('button', { name: 'Show all of learning_rate' });
    const zoom = async () => {
      await drag(chart, [300, 60], [500, 60]);
      await all.waitFor();
    };
    await zoom();
    await chart.hover({ position: { x: 450, y: 140 } });
    await doubleClick(page);
    await all.waitFor({ state: 'detached' });
    await zoom();
    await chart.press('Escape');
    await all.waitFor({ state: 'detached' });
    await zoom();
    await all.press('Enter');
    await all.waitFor({ state: 'detached' });
    await expect.poll(() => chart.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(page.url()).toContain('analysis?slice=learning_rate');
    expect(await page.getByRole('region', { name: 'Filters' }).count()).toBe(0);
  });

  it('zooms with plus and minus, and shows all with a nought', async () => {
    const { page } = await openAnalysis('?slice=learning_rate');
    const chart = figure(page, 'Slice of learning_rate').getByRole('application');
    const all = page.getByRole('button', { name: 'Show all of learning_rate' });
    await chart.press('+');
    await all.waitFor();
    await chart.press('+');
    await chart.press('-');
    await all.waitFor();
    await chart.press('-');
    await all.waitFor({ state: 'detached' });
    await chart.press('+');
    await all.waitFor();
    await chart.press('0');
    await all.waitFor({ state: 'detached' });
  });

  it('filters the run by a drag with Shift', async () => {
    const { page } = await openAnalysis('?slice=learning_rate');
    const chart = figure(page, 'Slice of learning_rate').getByRole('application');
    await page.keyboard.down('Shift');
    await drag(chart, [300, 60], [500, 60]);
    await page.keyboard.up('Shift');
    const filters = page.getByRole('region', { name: 'Filters' });
    await filters.getByText(/^learning_rate \S+ to /).waitFor();
    await chart.press('Escape');
    await filters.waitFor({ state: 'detached' });
  });

  it('filters by typed ends and ticked choices, with the keyboard alone', async () => {
    const { page } = await openAnalysis();
    await page.getByRole('button', { name: 'Ranges' }).press('Enter');
    await page.getByRole('textbox', { name: 'Most learning_rate' }).fill('0.01');
    await page.keyboard.press('Enter');
    const filters = page.getByRole('region', { name: 'Filters' });
    await filters.getByText(/^learning_rate up to /).waitFor();
    await page.getByRole('checkbox', { name: 'sgd' }).press('Space');
    await filters.getByText('optimizer adam, adamw').waitFor();
    await page.getByRole('textbox', { name: 'Most learning_rate' }).fill('much');
    await page.getByText('A number is needed.').waitFor();
  });

  it('opens the trial that the arrow keys have gone to', async () => {
    const { page } = await openAnalysis();
    await figure(page, 'Parallel coordinates').getByRole('application').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/trials\?.*trial=/);
  });

  it('moves an axis by the arrow keys', async () => {
    const { page } = await openAnalysis();
    const first = page.getByRole('button', { name: /^Axis learning_rate/ });
    const before = await first.boundingBox();
    await first.press('ArrowRight');
    const left = async () => (await first.boundingBox())?.x;
    await expect.poll(left).toBeGreaterThan((before?.x ?? 0) + 50);
  });

  it('enlarges a slice', async () => {
    const { page } = await openAnalysis();
    await page.getByRole('button', { name: 'Enlarge the slice of momentum' }).click();
    await figure(page, 'Slice of learning_rate').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Show all slices' }).click();
    await figure(page, 'Slice of learning_rate').waitFor();
  });

  it('shows the contour of the two parameters that are chosen', async () => {
    const { page } = await openAnalysis();
    await page.getByRole('combobox', { name: 'Parameter upwards' }).selectOption('optimizer');
    await page.getByText(/^Expected loss over \w+ and optimizer/).waitFor({ state: 'attached' });
  });

  it.each(['Parallel coordinates', 'Importance', 'Pair contour', 'Distribution of losses', 'Correlation'])(
    'exports %s as pictures and numbers',
    async (name) => {
      const { page } = await openAnalysis();
      const svg = await exported(page, name, 'SVG drawing');
      expect(svg.name).toMatch(/\.svg$/);
      expect(svg.content.toString()).toMatch(/^<svg[\s\S]*(<path|<rect)/);
      const png = await exported(page, name, 'PNG picture');
      expect([...png.content.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
      const csv = await exported(page, name, 'CSV numbers');
      expect(csv.content.toString().split('\r\n').length).toBeGreaterThan(3);
    },
  );

  it('shows the Pareto front of several objectives, and analyses the one that is chosen', async () => {
    const runs = demoRuns().map((run) => ({
      ...run,
      trials: run.trials.map((trial) =>
        typeof trial.loss === 'number' ? { ...trial, loss: [trial.loss, 1 - trial.loss] } : trial,
      ),
    }));
    const { page, problems } = await openAnalysis('?basis=all', { runs });
    await figure(page, 'Pareto front').waitFor();
    await card(page, 'Pareto front')
      .getByText(/^56 trials that no other beats in both objectives, joined/)
      .waitFor();
    await page.getByRole('radiogroup', { name: 'Objective' }).getByRole('radio', { name: 'Loss 2' }).check();
    await figure(page, 'Parallel coordinates').getByText('loss.2').waitFor();
    expect(problems).toEqual([]);
  });

  it('says how many trials are needed where there are few', async () => {
    const run = demoRuns().find(({ key }) => key === 'vit-tiny-imagenet');
    const { page } = await browser.open({ address: `/run/${run?.key}/analysis` });
    await card(page, 'Worth a look')
      .getByText(/^At least 10 trials with a finite loss are needed/)
      .waitFor();
    await card(page, 'Importance')
      .getByText(/^At least 10 trials/)
      .waitFor();
  });

  it('tells what matters once enough trials have ended', async () => {
    const { page, demo } = await browser.open({ address: '/run/vit-tiny-imagenet/analysis' });
    await card(page, 'Importance')
      .getByText(/^At least 10 trials/)
      .waitFor();
    const more = demoTrials({ seed: 9, completed: 40, evaluating: 0, endedSecondsAgo: 9, losses: [1, 0.1] });
    demo.change('vit-tiny-imagenet', {}, more);
    await figure(page, 'Importance').waitFor();
  });

  it('draws thousands of trials on a canvas and says what it picked', async () => {
    const [first] = demoRuns();
    const trials = demoTrials({
      seed: 9,
      completed: 9_000,
      evaluating: 0,
      endedSecondsAgo: 9,
      losses: [1, 0.1],
    });
    const runs = first ? [{ ...first, trials }] : [];
    const { page, problems } = await openAnalysis('?basis=all', { runs });
    await card(page, 'Parallel coordinates')
      .getByText(/^6,000 of 9,000 lines drawn, picked evenly/)
      .waitFor();
    await expect.poll(() => figure(page, 'Parallel coordinates').locator('canvas').count()).toBe(1);
    const svg = await exported(page, 'Parallel coordinates', 'SVG drawing');
    expect(svg.content.toString()).toContain('<image href="data:image/png;base64,');
    expect(problems).toEqual([]);
  });
});

describe('the overview', () => {
  it('shows the most important parameters, with the way to all of them', async () => {
    const { page } = await browser.open({ address: '/run/resnet-cifar/overview' });
    await page.getByRole('figure', { name: /^Importance: / }).waitFor();
    await card(page, 'Importance').getByRole('link', { name: 'Analysis' }).click();
    await figure(page, 'Importance').waitFor();
  });
});
