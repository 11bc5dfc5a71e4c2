import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { command } from '#test/support/command-line.ts';
import { runPage } from './pages/run-page.ts';
import { RUNG_PIPELINE, rungSearch } from './rung-search.ts';
import { servedTests } from './served-tests.ts';

const { folder, serve, open } = servedTests();

const TEXT = rungSearch('hyperband', 26);

/** More stops than this are no way to get anywhere. */
const MOST_STOPS = 80;

/** Whether a person sees where the keyboard is: an outline of the element, or of what it fills. */
function showsFocus(element: Element): boolean {
  const around: Element[] = [];
  for (let each: Element | null = element; each && around.length < 4; each = each.parentElement) {
    around.push(each);
  }
  const isOutlined = around.some((each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== 'none' && outlineWidth !== '0px';
  });
  return element.matches(':focus-visible') && (isOutlined || getComputedStyle(element).boxShadow !== 'none');
}

/** Presses Tab (or another key) until `target` has the focus; it must be visible there. */
async function reach(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      expect(await target.evaluate(showsFocus), `the focus is visible on ${target}`).toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`Expected to reach ${target} by ${key}, did not within ${MOST_STOPS} stops`);
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await reach(page, target);
  await page.keyboard.press(key);
}

const drawer = (page: Page) => page.getByRole('complementary', { name: /^Trial / });

/** Opens what has the focus, and closes it again. */
async function lookInside(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await drawer(page).waitFor();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'detached' });
}

/** From wherever the keyboard is to a tab of the run: details of a trial are shown in Trials, whoever opened them. */
async function goToTab(page: Page, name: string): Promise<Locator> {
  const tabs = page.getByRole('tablist', { name: 'Parts of the run' });
  const tab = tabs.getByRole('tab', { name });
  await reach(page, tabs.getByRole('tab', { selected: true }), 'Shift+Tab');
  await page.keyboard.press('Home');
  await reach(page, tab, 'ArrowRight');
  const panel = page.getByRole('tabpanel', { name });
  await panel.waitFor();
  return panel;
}

describe('the keyboard alone', () => {
  it('opens a run, goes through all of its tabs and works in each of them', async () => {
    writeFileSync(join(folder(), 'objective.mjs'), RUNG_PIPELINE);
    writeFileSync(join(folder(), 'search.yaml'), TEXT);
    const { code, stderr } = await command(['run', join(folder(), 'search.yaml')]);
    expect(code, stderr).toBe(0);
    const { page } = await open(await serve());

    await press(page, page.getByRole('main').getByRole('button', { name: 'Open directory…' }).first());
    await reach(page, page.getByRole('textbox', { name: 'Path' }));
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(join(folder(), 'tuned'));
    await page.keyboard.press('Enter');
    await runPage(page).reaches('Finished');
    await runPage(page).draws(1);

    await reach(page, page.getByRole('tab', { name: 'Overview' }));
    await reach(page, page.getByRole('application', { name: /^Trials in the chart/ }));
    await page.keyboard.press('ArrowLeft');
    await lookInside(page);

    const trials = await goToTab(page, 'Trials');
    await reach(page, trials.getByRole('combobox', { name: 'Filter trials' }));
    await page.keyboard.type('act == relu');
    await page.getByRole('region', { name: 'Filters' }).waitFor();
    await reach(page, trials.getByRole('grid', { name: 'Trials' }));
    await page.keyboard.press('ArrowDown');
    await lookInside(page);
    await reach(page, page.getByRole('button', { name: 'Clear filters' }), 'Shift+Tab');
    await page.keyboard.press('Enter');

    const analysis = await goToTab(page, 'Analysis');
    await press(page, analysis.getByRole('button', { name: 'Ranges' }));
    await reach(page, page.getByRole('textbox', { name: 'Most loss' }));
    await page.keyboard.type('0.5');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Filters' }).waitFor();
    await reach(page, page.getByRole('button', { name: 'Clear filters' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Filters' }).waitFor({ state: 'detached' });

    const rungs = await goToTab(page, 'Rungs');
    await reach(page, rungs.getByRole('link').first());
    await lookInside(page);

    const workers = await goToTab(page, 'Workers');
    await press(page, workers.getByRole('button', { name: 'Examine the run' }));
    await reach(
      page,
      workers.getByRole('application', { name: /^Evaluations in the timeline/ }),
      'Shift+Tab',
    );
    await page.keyboard.press('ArrowLeft');
    await lookInside(page);

    const errors = await goToTab(page, 'Errors');
    await reach(page, errors.getByRole('link').first());
    await lookInside(page);

    const configuration = await goToTab(page, 'Configuration');
    await reach(page, configuration.getByRole('textbox', { name: 'YAML as launched' }));
    await reach(page, page.getByRole('slider', { name: 'Time' }));
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Back to now' }).waitFor();
    await goToTab(page, 'Overview');
  });
});
