import { describe, expect, it } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../support/demo-browser.ts';

const browser = demoBrowser();

async function overview() {
  const { page, ...rest } = await browser.open({ address: '/run/resnet-cifar/overview' });
  const copy = page.getByRole('button', { name: 'Copy path' });
  await copy.waitFor();
  return { page, copy, tip: page.getByRole('tooltip'), ...rest };
}

describe('tips', () => {
  it('stand beside what the pointer rests on, until it leaves', async () => {
    const { page, copy, tip } = await overview();
    expect(await tip.count()).toBe(0);
    await copy.hover();
    await tip.getByText('Copy path').waitFor();
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: 'detached' });
  });

  it('are one at a time, near their element', async () => {
    const { page, copy, tip } = await overview();
    await copy.hover();
    await tip.getByText('Copy path').waitFor();
    const when = page.getByRole('list', { name: 'Latest events' }).locator('time').first();
    await when.hover();
    await tip.getByText(/\d{4}/).waitFor();
    await waitUntil(async () => (await tip.count()) === 1);
    const [place, told] = [await when.boundingBox(), await tip.boundingBox()];
    expect(Math.abs((told?.y ?? 0) + (told?.height ?? 0) - (place?.y ?? 0))).toBeLessThan(20);
  });

  it('go away by Escape', async () => {
    const { page, copy, tip } = await overview();
    await copy.hover();
    await tip.getByText('Copy path').waitFor();
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
  });

  it('tell the reason of a button that can not be pressed, and stay while it is tried', async () => {
    const { page } = await browser.open({ readOnly: true });
    const tip = page.getByRole('tooltip');
    const row = page.getByRole('table', { name: 'Runs' }).getByRole('row', { name: /resnet-cifar/ });
    const button = row.getByRole('button', { name: /^Stop/ });
    await waitUntil(() => button.isDisabled());
    await button.hover();
    await tip.getByText('This page was opened for reading only.').waitFor();
    await page.mouse.down();
    await page.mouse.up();
    expect(await tip.getByText('This page was opened for reading only.').count()).toBe(1);
  });
});
