import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoBrowser } from './support/demo-browser.ts';
import { DEMO_YAML } from './support/demo-files.ts';
import { runsAreKnown } from './support/runs-are-known.ts';
import { expectNoViolations, expectNoViolationsInAny, type Look } from './support/violations.ts';

const browser = demoBrowser();

type Screen = {
  readonly name: string;
  readonly address: string;
  readonly empty?: boolean;
  /** Brings the screen into the state that is looked at. */
  readonly ready: (page: Page) => Promise<void>;
};

const SCREENS: readonly Screen[] = [
  { name: 'the first start', address: '/runs', empty: true, ready: (page) => seen(page, 'No runs yet') },
  {
    name: 'the list of runs with a selection and a menu',
    address: '/runs',
    ready: async (page) => {
      await page.getByRole('checkbox', { name: 'Select xgb-churn' }).check();
      await page.getByRole('button', { name: 'More actions for diffusion-2d' }).click();
      await page.getByRole('menuitem', { name: 'Copy path' }).waitFor();
    },
  },
  {
    name: 'the command palette',
    address: '/runs',
    ready: async (page) => {
      await page.getByRole('table', { name: 'Runs' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('stop');
    },
  },
  {
    name: 'the Open directory dialog',
    address: '/runs',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Open directory…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Parent folder' }).waitFor();
    },
  },
  {
    name: 'the more budget dialog',
    address: '/runs',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Continue with more budget…' }).click();
      await page.getByRole('spinbutton', { name: 'Workers' }).waitFor();
    },
  },
  {
    name: 'a new run with a mistake',
    address: '/new',
    ready: async (page) => {
      await page
        .getByRole('textbox', { name: 'YAML' })
        .fill(DEMO_YAML.replace('lower: 1.0e-6', 'lower: -1.0'));
      await seen(page, 'Fix 1 problem to start');
    },
  },
  {
    name: 'a tested pipeline that does not fit its search space',
    address: '/new',
    ready: async (page) => {
      await page
        .getByRole('textbox', { name: 'YAML' })
        .fill(DEMO_YAML.replace('learning_rate:', 'lr:').replace('batch_size:', 'batches:'));
      await page.getByRole('button', { name: 'Rename to learning_rate' }).waitFor();
      await page.locator('button:not([aria-disabled])', { hasText: 'Test once' }).click();
      await seen(page, 'Loss 0.4213');
    },
  },
  {
    name: 'the preview of a new run',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('tab', { name: 'Preview' }).click();
      await page.getByRole('table', { name: 'Preview' }).waitFor();
    },
  },
  {
    name: 'a new run as a Python script',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('tab', { name: 'Python' }).click();
      await page.getByRole('region', { name: 'Python script' }).waitFor();
    },
  },
  {
    name: 'a new run as ConfigSpace JSON, with a note',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('tab', { name: 'Python' }).click();
      await page.getByRole('radio', { name: 'ConfigSpace' }).check();
      await page.getByRole('list', { name: 'Notes on the export' }).waitFor();
    },
  },
  {
    name: 'a run that is exported',
    address: '/run/xgb-churn/configuration',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('dialog').getByRole('region', { name: 'Python script' }).waitFor();
    },
  },
  {
    name: 'parameters that are selected, with what can be done with all of them',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('checkbox', { name: 'Select momentum' }).check();
      await page.getByRole('checkbox', { name: 'Select epochs' }).check();
      await page.getByRole('toolbar', { name: 'Selected parameters' }).waitFor();
    },
  },
  {
    name: 'the Pythons that could run the function',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('button', { name: 'Choose another Python' }).click();
      await page
        .getByRole('radio', { name: /^Python 3/ })
        .first()
        .waitFor();
    },
  },
  {
    name: 'the dialog for the file of the function',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('button', { name: 'Choose a file…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Parent folder' }).waitFor();
    },
  },
  {
    name: 'parameters that are pasted',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
      await page.getByRole('button', { name: 'Paste YAML or Python' }).click();
      const text = 'dict(learning_rate=neps.Float(0, 1), depth=neps.Integer(1, DEEPEST))';
      await page.getByRole('textbox', { name: 'Text' }).fill(text);
      await seen(page, 'Line 1');
    },
  },
  {
    name: 'a run in two files',
    address: '/new',
    ready: async (page) => {
      await openFile(page, '~/code/split.yaml');
      await page.getByRole('radio', { name: 'space.yaml' }).check();
      await page.getByRole('textbox', { name: 'Upper bound of epochs' }).fill('27');
      await page.keyboard.press('Enter');
      await seen(page, 'unsaved changes');
    },
  },
  {
    name: 'a text that is saved in a file',
    address: '/new',
    ready: async (page) => {
      await openFile(page, '~/code/run.yaml');
      await page.getByRole('button', { name: 'Save as…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Parent folder' }).waitFor();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Path' }).fill('/users/person/run.yaml');
      await page.getByRole('dialog').getByRole('definition').first().waitFor();
    },
  },
  {
    name: 'a file that was changed elsewhere, with the difference',
    address: '/new',
    ready: async (page) => {
      const text = DEMO_YAML.replace('total: 100', 'total: 60');
      const original = DEMO_YAML.replace('total: 100', 'total: 50');
      const draft = { state: { text, original, file: '/users/person/code/run.yaml' }, version: 0 };
      await page.evaluate((kept) => localStorage.setItem('incumbent.draft', kept), JSON.stringify(draft));
      await page.reload();
      await page.getByRole('button', { name: 'Show difference' }).click();
      await page.getByRole('region', { name: 'Differences of run.yaml' }).waitFor();
    },
  },
  {
    name: 'the templates of a new run',
    address: '/new',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Use a template' }).click();
      await page.getByRole('menuitem', { name: 'xgb-churn' }).waitFor();
    },
  },
  {
    name: 'a branch that is compared with what was launched',
    address: '/run/xgb-churn/configuration',
    ready: async (page) => {
      await seen(page, 'Began with 41 trials');
      await page.getByRole('button', { name: 'Branch' }).click();
      await seen(page, 'begins with 41 trials');
      await page.getByRole('tab', { name: 'Compare' }).click();
      await page.getByRole('region', { name: 'Lines of the run' }).waitFor();
    },
  },
  {
    name: 'a comparison of runs',
    address: '/compare?runs=resnet-cifar,gpt-nano-owt,lstm-energy,xgb-churn&by=hand',
    ready: async (page) => {
      await page.getByRole('table', { name: 'Compared runs' }).waitFor();
      await page.getByRole('application', { name: /^Best loss so far/ }).focus();
      await page.keyboard.press('ArrowLeft');
    },
  },
  { name: 'the settings', address: '/settings', ready: (page) => seen(page, 'first-try') },
  {
    name: 'an address that leads nowhere',
    address: '/nowhere',
    ready: (page) => seen(page, 'There is nothing'),
  },
];

async function openFile(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Open YAML file…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Path' }).fill(path);
  await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('table', { name: 'Search space' }).waitFor();
}

async function seen(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor();
}

const LOOKS: readonly Look[] = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1024, height: 700 } },
];

describe('in light on a large window and in dark on a small one', () => {
  it.each(SCREENS)(
    '$name has no fault that axe finds, and a quiet console',
    async ({ address, empty, ready }) => {
      const { page, problems } = await browser.open({ address, ...(empty ? { runs: [] } : {}) });
      await ready(page);
      await expectNoViolationsInAny(page, LOOKS);
      expect(problems).toEqual([]);
    },
  );
});

describe('a notice that nobody has seen', () => {
  it('has no fault that axe finds, and says how many there are in its button', async () => {
    const { page, demo } = await browser.open({ address: '/run/resnet-cifar/workers' });
    await page.getByRole('region', { name: /^Log/ }).last().waitFor();
    await runsAreKnown(page);
    demo.change('gpt-nano-owt', { state: 'failed', message: 'no' });
    const close = page.getByRole('alert').getByRole('button', { name: 'Close' });
    await close.waitFor();
    // On a slow machine it may have gone by itself.
    await close.evaluateAll((all: readonly HTMLElement[]) => all.at(-1)?.click());
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor();
    await expectNoViolations(page);
  });
});
