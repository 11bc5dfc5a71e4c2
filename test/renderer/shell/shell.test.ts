import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../support/demo-browser.ts';
import { runsAreKnown } from '../support/runs-are-known.ts';

const browser = demoBrowser();

describe('the command palette', () => {
  it('opens with Ctrl+K, also from a field, and does what is chosen with the keys', async () => {
    const { page } = await browser.open();
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('combobox').fill('open xgb');
    await palette.getByRole('option', { name: /Open xgb-churn/, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/run\/xgb-churn/);
    await palette.waitFor({ state: 'hidden' });
  });

  it('knows what can be done with every run', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('button', { name: /Search runs and commands/ }).click();
    await page.getByRole('combobox').fill('stop gpt');
    await page
      .getByRole('group', { name: 'gpt-nano-owt' })
      .getByRole('option', { name: /^Stop now/ })
      .click();
    await waitUntil(() => demo.calls.length > 0);
    expect(demo.calls[0]).toEqual({ name: 'run.stop', input: { key: 'gpt-nano-owt', now: true } });
  });

  it('says so where nothing is called like that', async () => {
    const { page } = await browser.open();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('no such thing');
    await page.getByText('Nothing is called “no such thing”.').waitFor();
    await expect.poll(() => page.getByRole('option').count()).toBe(0);
  });
});

describe('shortcuts', () => {
  it('are listed under a question mark', async () => {
    const { page } = await browser.open();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await page.keyboard.press('Shift+?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByText('Open directory…').waitFor();
    const ofCharts = dialog.getByRole('region', { name: 'Charts' });
    await expect.poll(() => ofCharts.getByText('Zoom in').locator('..').textContent()).toBe('Zoom in+');
    await page.keyboard.press('Escape');
    await waitUntil(async () => !(await dialog.isVisible()));
  });

  it('go to their places, but not while something is typed', async () => {
    const { page } = await browser.open();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').pressSequentially('no');
    expect(page.url()).not.toContain('/new');
    await page.getByRole('heading', { name: 'Runs' }).click();
    await page.keyboard.press('n');
    await page.waitForURL(/#\/new/);
  });
});

describe('addresses', () => {
  it('work with back and forward', async () => {
    const { page } = await browser.open();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.goBack();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await page.goForward();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await expect.poll(() => page.title()).toBe('Settings · Incumbent');
  });

  it('that lead nowhere say so and lead back', async () => {
    const { page } = await browser.open({ address: '/no/such/place' });
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.getByRole('button', { name: 'Show all runs' }).click();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
  });
});

describe('colours', () => {
  const background = () => getComputedStyle(document.body).backgroundColor;

  it('follow the system until the person chooses, and remember the choice', async () => {
    const { page } = await browser.open({ address: '/settings', context: { colorScheme: 'dark' } });
    await page.getByRole('radio', { name: 'Follow the system', checked: true }).waitFor();
    await expect.poll(() => page.evaluate(background)).toBe('rgb(13, 15, 19)');
    await page.emulateMedia({ colorScheme: 'light' });
    await waitUntil(async () => (await page.evaluate(background)) === 'rgb(245, 246, 248)');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await waitUntil(async () => (await page.evaluate(background)) === 'rgb(13, 15, 19)');
    await page.reload();
    await page.getByRole('radio', { name: 'Dark', checked: true }).waitFor();
    await expect.poll(() => page.evaluate(background)).toBe('rgb(13, 15, 19)');
  });
});

describe('screens in files of their own', () => {
  it('are loaded before they are opened, while the page has nothing to do', async () => {
    const { page } = await browser.open();
    const loaded = () =>
      page.evaluate<string[]>(`performance.getEntriesByType('resource').map(({ name }) => name)`);
    const isLoaded = async (name: RegExp) => (await loaded()).some((address) => name.test(address));
    await waitUntil(() => isLoaded(/run-screen-[^/]+\.js$/));
    expect(await isLoaded(/trials-tab-[^/]+\.js$/)).toBe(false);
    await page.getByRole('link', { name: 'resnet-cifar' }).click();
    await waitUntil(() => isLoaded(/trials-tab-[^/]+\.js$/));
    await page.getByRole('heading', { level: 1, name: 'resnet-cifar' }).waitFor();
  });
});

describe('a connection that is lost', () => {
  it('is told in words while everything seen stays', async () => {
    const { page, stopHost } = await browser.open();
    await page.getByRole('row', { name: /resnet-cifar/ }).waitFor();
    await stopHost();
    await page
      .getByRole('status', { name: 'Connection' })
      .getByText(/connection to the engine is lost/)
      .waitFor();
    await expect.poll(() => page.getByRole('row').count()).toBe(8);
  });
});

describe('notifications', () => {
  it('tell of a run that finished elsewhere, once, and keep it in a list', async () => {
    const { page, demo } = await browser.open({ address: '/settings' });
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await runsAreKnown(page);
    demo.change('gpt-nano-owt', { state: 'finished', workers: 0 });
    await page.getByRole('alert').getByText('gpt-nano-owt finished').waitFor();
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'gpt-nano-owt finished' }).click();
    await page.waitForURL(/#\/run\/gpt-nano-owt/);
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });
});
