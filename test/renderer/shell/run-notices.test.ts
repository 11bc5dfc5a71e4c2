import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoBrowser } from '../support/demo-browser.ts';
import { runsAreKnown } from '../support/runs-are-known.ts';

const browser = demoBrowser();

type Shown = { readonly title: string; readonly body: string; readonly tag: string; onclick: () => void };
type TestWindow = { shown: Shown[]; away: boolean };

/** A browser that answers the question for notices so, and keeps what it shows; `away` puts it in the background. */
async function answers(page: Page, permission: NotificationPermission): Promise<void> {
  await page.evaluate((answer) => {
    const kept: Partial<TestWindow> = { shown: [], away: false };
    Object.assign(window, kept);
    class Stub {
      static permission: NotificationPermission = answer === 'denied' ? 'denied' : 'default';
      static async requestPermission() {
        Stub.permission = answer;
        return answer;
      }
      readonly title: string;
      readonly body: string;
      readonly tag: string;
      onclick = () => {};
      constructor(title: string, options: { body: string; tag: string }) {
        this.title = title;
        this.body = options.body;
        this.tag = options.tag;
        (window as unknown as TestWindow).shown.push(this);
      }
      close() {}
    }
    Object.assign(window, { Notification: Stub });
    document.hasFocus = () => !(window as unknown as TestWindow).away;
  }, permission);
}

const shownBySystem = (page: Page) =>
  page.evaluate(() => (window as unknown as TestWindow).shown.map(({ title, body }) => [title, body]));
const leave = (page: Page) =>
  page.evaluate(() => {
    (window as unknown as TestWindow).away = true;
  });
const settingsLink = (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' });

describe('notices of runs', () => {
  it('go through the system while the page is in the background and the person wants it; a click leads to the run', async () => {
    const { page, demo } = await browser.open({ address: '/runs' });
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await answers(page, 'granted');
    await settingsLink(page).click();
    const choice = page.getByRole('checkbox', { name: 'Show them through the system too' });
    // Checked once the browser has answered.
    await choice.click();
    await expect.poll(() => choice.isChecked()).toBe(true);
    demo.change('resnet-cifar', { state: 'stalled', message: 'lost' });
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor();
    expect(await shownBySystem(page)).toEqual([]);
    await leave(page);
    demo.change('gpt-nano-owt', { state: 'failed', message: 'ValueError: no' });
    await page.getByRole('button', { name: 'Notifications, 2 new' }).waitFor();
    await expect.poll(() => shownBySystem(page)).toEqual([['gpt-nano-owt failed', 'ValueError: no']]);
    await page.evaluate(() => (window as unknown as TestWindow).shown[0]?.onclick());
    await page.waitForURL(/#\/run\/gpt-nano-owt\/overview/);
  });

  it('say why they can not go through the system where the browser refuses', async () => {
    const { page } = await browser.open({ address: '/runs' });
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await answers(page, 'denied');
    await settingsLink(page).click();
    const choice = page.getByRole('checkbox', { name: 'Show them through the system too' });
    await choice.click();
    await page.getByRole('alert').getByText('browser’s settings').waitFor();
    await expect.poll(() => choice.isChecked()).toBe(false);
  });

  it('are not of the run on screen, nor of a kind that is switched off', async () => {
    const { page, demo } = await browser.open({ address: '/run/resnet-cifar' });
    await page.getByRole('status', { name: 'Running' }).waitFor();
    await runsAreKnown(page);
    demo.change('resnet-cifar', { state: 'finished', message: 'done' });
    await page.getByRole('status', { name: 'Finished' }).waitFor();
    const isShownAs = async (run: string, state: string) => {
      await page.getByRole('link', { name: 'Runs' }).first().click();
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: run }) });
      await row.getByText(state).first().waitFor();
    };
    await settingsLink(page).click();
    await page.getByRole('checkbox', { name: 'A run ended' }).uncheck();
    demo.change('gpt-nano-owt', { state: 'failed', message: 'no' });
    await isShownAs('gpt-nano-owt', 'Failed');
    await settingsLink(page).click();
    await page.getByRole('checkbox', { name: 'A run ended' }).check();
    demo.change('diffusion-2d', { state: 'running' });
    await isShownAs('diffusion-2d', 'Running');
    demo.change('diffusion-2d', { state: 'finished' });
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click();
    const list = page.getByRole('dialog', { name: 'Notifications' });
    await list.getByRole('link', { name: 'diffusion-2d finished' }).waitFor();
    await expect.poll(() => list.getByRole('link').count()).toBe(1);
  });

  it.each([
    {
      what: 'the time bar of a run',
      address: '/run/resnet-cifar/trials',
      placeOf: (page: Page) => page.getByRole('slider', { name: 'Time' }).locator('..'),
    },
    {
      what: 'what can be done with the YAML of a new run',
      address: '/new',
      placeOf: (page: Page) => page.getByRole('button', { name: 'Save as…' }),
    },
  ])('leave $what free', async ({ address, placeOf }) => {
    const { page, demo } = await browser.open({ address });
    const place = placeOf(page);
    await place.waitFor();
    await runsAreKnown(page);
    demo.change('gpt-nano-owt', { state: 'failed', message: 'no' });
    const notice = page.getByRole('alert').filter({ hasText: 'gpt-nano-owt failed' });
    await notice.waitFor();
    const bottomOf = async (shown: Locator) => {
      const box = await shown.boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    };
    await expect
      .poll(async () => (await bottomOf(notice)) <= ((await place.boundingBox())?.y ?? 0))
      .toBe(true);
  });

  it('are three at once in the corner however many they are; the list has all', async () => {
    const { page, demo } = await browser.open({ address: '/runs' });
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    const runs = ['resnet-cifar', 'gpt-nano-owt', 'diffusion-2d', 'vit-tiny-imagenet', 'xgb-churn'] as const;
    for (const run of runs) {
      demo.change(run, { state: 'running' });
      const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: run }) });
      await row.getByText('Running').waitFor();
    }
    for (const run of runs) {
      demo.change(run, { state: 'failed', message: 'no' });
    }
    await page.getByRole('button', { name: 'Notifications, 5 new' }).waitFor();
    const close = page.getByRole('alert').getByRole('button', { name: 'Close' });
    // One that goes away is still there for a moment while the next one comes.
    await expect.poll(() => close.count()).toBe(3);
    const shown = () => page.getByRole('alert').allTextContents();
    let before = await shown();
    for (let closed = 0; closed < 4 && before.length > 0; closed += 1) {
      // Some may have gone by themselves on a slow machine.
      await close.evaluateAll((all: readonly HTMLElement[]) => all.at(-1)?.click());
      await expect.poll(shown).not.toEqual(before);
      before = await shown();
    }
    await expect.poll(() => close.count()).toBe(0);
    await page.getByRole('button', { name: 'Notifications, 5 new' }).click();
    const listed = page.getByRole('dialog', { name: 'Notifications' }).getByRole('link');
    await expect.poll(() => listed.count()).toBe(5);
  });
});
