import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoBrowser } from '../support/demo-browser.ts';
import { expectNoViolationsInAny } from '../support/violations.ts';

const browser = demoBrowser();

const SCREENS: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ['the overview', 'resnet-cifar/overview', (page) => page.locator('.recharts-surface').waitFor()],
  ['a failed run', 'vit-tiny-imagenet/overview', (page) => page.locator('.recharts-surface').waitFor()],
  ['the trials', 'resnet-cifar/trials?sort=loss', (page) => page.getByRole('row').nth(3).waitFor()],
  [
    'a trial with its traceback',
    'resnet-cifar/trials?trial=11_rung_2',
    (page) => page.getByRole('region', { name: 'Traceback' }).waitFor(),
  ],
  [
    'a result with its learning curve',
    'resnet-cifar/trials?trial=13_rung_3&detail=result',
    (page) => page.getByRole('img', { name: /^Learning curve/ }).waitFor(),
  ],
  [
    'the analysis',
    'resnet-cifar/analysis',
    async (page) => {
      await page.getByRole('figure', { name: 'Pair contour' }).waitFor();
      await page.getByRole('button', { name: 'Ranges' }).click();
      await page.getByRole('textbox', { name: 'Most loss' }).waitFor();
    },
  ],
  [
    'filtered trials of the past, with the filter of a column',
    'resnet-cifar/trials?where=loss+%3C+0.6&at=40&sort=-loss',
    async (page) => {
      await page.getByRole('region', { name: 'Filters' }).waitFor();
      await page.getByRole('button', { name: 'Back to now' }).waitFor();
      const head = page.getByRole('columnheader', { name: 'optimizer' });
      await head.hover();
      await head.getByRole('button', { name: 'Filter column' }).click();
      await page.getByRole('button', { name: 'Show all' }).waitFor();
    },
  ],
  [
    'a query that is completed',
    'resnet-cifar/trials',
    async (page) => {
      await page.getByRole('combobox', { name: 'Filter trials' }).fill('lo');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
    },
  ],
  [
    'a query with a problem',
    'resnet-cifar/trials?where=los+%3C+1',
    (page) => page.getByText(/^Column 1: /).waitFor(),
  ],
  [
    'a starred trial with a note',
    'resnet-cifar/trials?trial=13_rung_3',
    async (page) => {
      await page.getByRole('button', { name: 'Star', exact: true }).last().click();
      await page.getByRole('textbox', { name: 'Note' }).fill('look again');
      await page.getByRole('columnheader', { name: 'Note' }).waitFor();
    },
  ],
  ['many trials, binned', 'optuna-lgbm/overview', (page) => page.getByText(/^744 trials, binned/).waitFor()],
  [
    'rungs of which most are filtered out',
    'resnet-cifar/rungs?state=failed',
    (page) => page.getByRole('region', { name: /^Rung 3/ }).waitFor(),
  ],
  ['the rungs', 'resnet-cifar/rungs', (page) => page.getByRole('region', { name: /^Rung 3/ }).waitFor()],
  [
    'the errors',
    'resnet-cifar/errors',
    (page) => page.getByRole('button', { name: /trials again$/ }).waitFor(),
  ],
  [
    'the workers',
    'resnet-cifar/workers',
    (page) => page.getByRole('region', { name: /^Log/ }).last().waitFor(),
  ],
  [
    'the configuration',
    'resnet-cifar/configuration',
    (page) => page.getByRole('textbox', { name: 'YAML as launched' }).waitFor(),
  ],
  [
    'compared trials',
    'resnet-cifar/trials',
    async (page) => {
      await page.getByRole('checkbox', { name: 'Select all trials in the table' }).check();
      await page.getByRole('button', { name: 'Clear selection' }).click();
      await page.getByRole('row').getByRole('checkbox').nth(1).check();
      await page.getByRole('row').getByRole('checkbox').nth(2).check();
      await page.getByRole('button', { name: 'Compare side by side' }).click();
      await page.getByRole('dialog').getByRole('table').waitFor();
    },
  ],
];

describe('in light and in dark', () => {
  it.each(SCREENS)('%s has nothing that axe objects to', async (_name, address, ready) => {
    const { page, problems } = await browser.open({ address: `/run/${address}` });
    await ready(page);
    await expectNoViolationsInAny(page, [{ colorScheme: 'light' }, { colorScheme: 'dark' }]);
    expect(problems).toEqual([]);
  });
});
