import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '#test/support/chromium.ts';
import { serveApp } from '#test/support/served-app.ts';
import type { Measurement } from '../measurement.ts';
import { ENGINE_PROBE, processUse, withLongestTask } from './engine-probe.ts';
import { openByPath } from './opening.ts';
import type { GrownRun } from './own-run.ts';
import { paintedOnce, probePage } from './page-probe.ts';

type WatchingInput = {
  readonly folder: string;
  readonly run: GrownRun;
  readonly trials: number;
  /** The table and what is held in memory, without movements, new trials and work: what a large run takes minutes for. */
  readonly tableOnly: boolean;
};
type Probe = Awaited<ReturnType<typeof probePage>>;

const CHANGES = 8;
const NEW_TRIALS = 20;
const WATCHED_SECONDS = 15;
const SETTLE_MILLISECONDS = 8_000;
/** So long a tab is looked at, in which all of it is drawn. */
const TAB_MILLISECONDS = 2_000;

const FIRST_ROW = `document.querySelector('[role=grid] [aria-rowindex="2"]')?.textContent`;
const COUNT = `document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')`;

async function tableChanges(page: Page, probe: Probe, trials: number): Promise<readonly Measurement[]> {
  await page.getByRole('tab', { name: 'Trials' }).click();
  await page.getByRole('grid', { name: 'Trials' }).waitFor();
  const sorts: number[] = [];
  const filters: number[] = [];
  for (let time = 0; time < CHANGES; time += 1) {
    await page.evaluate(`window.before = ${FIRST_ROW}`);
    const head = `[...document.querySelectorAll('[role=columnheader] button')].find((each) => each.textContent === ${JSON.stringify(
      time % 2 === 0 ? 'Loss' : 'p2',
    )})`;
    sorts.push(await probe.change(`${head}.click()`, `${FIRST_ROW} !== window.before`));
    await page.evaluate(`window.before = ${COUNT}`);
    const query = JSON.stringify(`p1 < 0.${time + 1}`);
    filters.push(
      await probe.change(
        `const field = document.querySelector('input[role=combobox]');
         Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${query});
         field.dispatchEvent(new Event('input', { bubbles: true }));`,
        `${COUNT} !== window.before`,
      ),
    );
  }
  const below = trials >= 100_000 ? 300 : 100;
  return [
    { name: `${trials} trials: sort the table`, readings: sorts, promise: { at: 0.95, below } },
    {
      name: `${trials} trials: filter the table, from the key press`,
      readings: filters,
      promise: { at: 0.95, below },
    },
  ];
}

async function movements(page: Page, probe: Probe, trials: number): Promise<readonly Measurement[]> {
  const grid = await page.getByRole('grid', { name: 'Trials' }).boundingBox();
  const scrolled = await probe.during(async () => {
    await page.mouse.move((grid?.x ?? 0) + 300, (grid?.y ?? 0) + 200);
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, 900);
      await sleep(30);
    }
  });
  await page.getByRole('tab', { name: 'Overview' }).click();
  const chart = page.getByRole('application', { name: /^Trials in the chart/ });
  await chart.waitFor();
  await sleep(1_500);
  const box = await chart.boundingBox();
  const [left, top] = [(box?.x ?? 0) + 80, (box?.y ?? 0) + 80];
  const hovered = await probe.during(async () => {
    for (let turn = 0; turn < 80; turn += 1) {
      await page.mouse.move(left + turn * 8, top + (turn % 10) * 4);
      await sleep(16);
    }
  });
  const zoomed = await probe.during(async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      await page.mouse.move(left + 100, top);
      await page.mouse.down();
      await page.mouse.move(left + 500, top, { steps: 10 });
      await page.mouse.up();
      await sleep(400);
      await page.mouse.dblclick(left + 200, top);
      await sleep(400);
    }
  });
  const turned = await probe.during(async () => {
    for (const tab of ['Analysis', 'Trials', 'Workers', 'Overview']) {
      await page.getByRole('tab', { name: tab }).click();
      await sleep(TAB_MILLISECONDS);
    }
  });
  const moved = { scroll: scrolled, hover: hovered, zoom: zoomed, 'change of tabs': turned };
  return Object.entries(moved).flatMap(([name, { frames, tasks }]): readonly Measurement[] => [
    {
      name: `${trials} trials: ${name}, a frame`,
      readings: frames.slice(1),
      promise: { at: 0.95, below: 50 },
    },
    {
      name: `${trials} trials: ${name}, tasks over 50 ms`,
      readings: tasks,
      promise: tasks.length === 0 ? null : { at: 1, below: 50 },
      ...(tasks.length === 0 ? { note: 'there was none' } : {}),
    },
  ]);
}

const COMPLETED = `Number(document.querySelector('[role=progressbar][aria-label=Evaluations]')?.ariaValueNow)`;

async function arrivals(page: Page, run: GrownRun, trials: number): Promise<Measurement> {
  const readings: number[] = [];
  for (let time = 0; time < NEW_TRIALS; time += 1) {
    const before = await page.evaluate<number>(COMPLETED);
    const written = run.addTrial();
    const { date: at } = await paintedOnce(page, `${COMPLETED} > ${before}`);
    readings.push(at - written);
    await sleep(150);
  }
  return {
    name: `${trials} trials: a new trial → on screen`,
    readings,
    promise: { at: 0.95, below: 250 },
  };
}

async function workOf(probe: Probe, pid: number, run: GrownRun, trials: number) {
  // What the Overview asks for as it is opened is no part of watching it.
  await sleep(SETTLE_MILLISECONDS);
  const [engineBefore, pageBefore] = [processUse(pid), await probe.work()];
  for (let second = 0; second < WATCHED_SECONDS; second += 1) {
    run.addTrial();
    await sleep(1_000);
  }
  const [engine, pageWork] = [processUse(pid), (await probe.work()) - pageBefore];
  const share = (name: string, seconds: number, below: number): Measurement => ({
    name: `${trials} trials: ${name} at work, 1 new trial a second`,
    readings: [(100 * seconds) / WATCHED_SECONDS],
    unit: '%',
    promise: { at: 1, below },
  });
  return [share('engine', engine.work - engineBefore.work, 5), share('page', pageWork, 10)];
}

async function memoryOf(probe: Probe, pid: number, trials: number): Promise<readonly Measurement[]> {
  const held = (name: string, megabytes: number, below: number): Measurement => ({
    name: `${trials} trials: memory of ${name}`,
    readings: [megabytes],
    unit: 'MB',
    promise: { at: 1, below },
  });
  return [
    held("the page's script", await probe.memory(), 400),
    held("the engine's process, at its highest", processUse(pid).memory, 600),
  ];
}

/** Use of a run that is open: the table, the chart, new trials, memory, and work while nothing is done. */
export async function measureWatching(
  browser: Browser,
  { folder, run, trials, tableOnly }: WatchingInput,
): Promise<readonly Measurement[]> {
  const app = await serveApp({ dataDirectory: join(folder, `data-use-${trials}`), preload: ENGINE_PROBE });
  const { page, close } = await openPage(browser);
  const measured: Measurement[] = [];
  const follow = async (name: string, act: () => Promise<readonly Measurement[]>) => {
    const { given, longest } = await withLongestTask(app, act);
    measured.push(...given, {
      name: `${trials} trials: ${name}, the engine's longest task`,
      readings: [longest],
      promise: { at: 1, below: 50 },
    });
  };
  try {
    await page.goto(app.url);
    await follow('opening', async () => {
      await openByPath(page, run.root, trials);
      return [];
    });
    const probe = await probePage(page);
    if (!tableOnly) {
      await follow('new trials', async () => [await arrivals(page, run, trials)]);
    }
    await follow('the table', () => tableChanges(page, probe, trials));
    if (!tableOnly) {
      await page.getByRole('button', { name: 'Clear filters' }).first().click();
      await follow('scroll, hover, zoom, tabs', () => movements(page, probe, trials));
      await follow('watching', () => workOf(probe, app.pid, run, trials));
    }
    return [...measured, ...(await memoryOf(probe, app.pid, trials))];
  } finally {
    await close();
    await app.close();
  }
}
